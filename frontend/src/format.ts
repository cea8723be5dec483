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

/** A date without a time, such as that of a night. */
export function day(date: string, { locale }: Hass): string {
  return new Intl.DateTimeFormat(locale.language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(Date.parse(date));
}

/** A value with its unit; minutes as hours and minutes. */
export function amount(value: number, unit: string, { locale }: Hass): string {
  const number = (n: number, of?: string) =>
    new Intl.NumberFormat(locale.language, {
      maximumFractionDigits: of ? 0 : 1,
      ...(of && { style: "unit", unit: of, unitDisplay: "short" }),
    }).format(n);
  if (unit === "min") {
    const minutes = Math.round(value);
    const rest = number(minutes % 60, "minute");
    return minutes < 60 ? rest : `${number(Math.floor(minutes / 60), "hour")} ${rest}`;
  }
  return unit === "count" || unit === "points" ? number(value) : `${number(value)} ${unit}`;
}

/** A difference: always with its sign. */
export function signed(value: number, unit: string, hass: Hass): string {
  const size = amount(Math.abs(value), unit, hass);
  return `${value < 0 ? "−" : "+"}${size}`;
}
