import { config } from 'zod';

// Before any schema is made: zod would otherwise try `new Function`, which the policy reports.
config({ jitless: true });
