// Times and numbers as the user's language and profile have them.
import type { Hass } from "./ha";

/** Seconds as minutes and seconds, or hours, minutes and seconds. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(Math.floor(seconds % 60));
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A moment, in ms, as hours and minutes. */
export function timeOfDay(moment: number, { locale, config }: Hass): string {
  const format: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  if (locale.time_format === "12" || locale.time_format === "24")
    format.hourCycle = locale.time_format === "12" ? "h12" : "h23";
  if (locale.time_zone === "server") format.timeZone = config.time_zone;
  return new Intl.DateTimeFormat(locale.language, format).format(moment);
}
