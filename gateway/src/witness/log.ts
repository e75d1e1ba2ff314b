/** Where a witness says what it did; pino’s loggers fit. */
export interface WitnessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export const silent: WitnessLog = { info: () => undefined, warn: () => undefined };
