export type Values = Record<string, string | number>;

/** Sets values into a text's `{name}` placeholders; one without a value stays visible. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
