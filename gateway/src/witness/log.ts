/** Where a witness says what it did; pino’s loggers fit. */
export interface WitnessLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export const silent: WitnessLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
