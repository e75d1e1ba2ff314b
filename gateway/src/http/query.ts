import { z } from 'zod';

/** The query of a route that has none: any parameter is a mistake. */
export const none = z.strictObject({});

/** A whole number in a query string. */
export const whole = (min: number, max: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'Must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** Page size of a query string. */
export const limit = whole(1, 100).default(20);
export const cursor = z.string().min(1).max(1024).optional();
