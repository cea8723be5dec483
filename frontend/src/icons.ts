import { svg } from "lit";

const icon = (path: string) =>
  svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const PLAY = icon("M8 5v14l11-7z");
export const STOP = icon("M6 6h12v12H6z");
export const PAUSE = icon("M6 5h4v14H6zm8 0h4v14h-4z");
export const PLUS = icon("M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z");
export const MINUS = icon("M5 11h14v2H5z");
export const CLOSE = icon("M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z");
export const MOON = icon("M11 3a9 9 0 1 0 10 11A8 8 0 0 1 11 3z");
