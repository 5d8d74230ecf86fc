import { z } from 'zod';
import { openSealer } from './open-sealer.js';
import type { Sealer } from './sealer.js';

/** Where the keys come from that personal data is sealed with. */
export const sealingVariables = {
  SEALING_KEYS: z.string().optional(),
  SEALING_SEARCH_KEY: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
};

type SealingEnv = z.infer<z.ZodObject<typeof sealingVariables>> & { readonly NODE_ENV: string };

/**
 * The sealer that the variables stand for.
 * @throws StartupError as `openSealer` does
 */
export async function sealerOf(env: SealingEnv): Promise<Sealer> {
  return openSealer({
    keys: env.SEALING_KEYS,
    searchKey: env.SEALING_SEARCH_KEY,
    production: env.NODE_ENV === 'production',
    dataDirectory: env.DATA_DIR,
  });
}
