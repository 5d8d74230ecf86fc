import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StartupError } from '../startup.js';

/** As many bytes as the hash has: a shorter key is the weakest part of the signature. */
const LEAST_BYTES = 32;

/** For one machine only: whoever has this repository has it too. */
const developmentKey = 'a key for development, which production refuses';

/** The key that gateway and subgraphs share, of at least 32 bytes. */
export const assertionKeyVariable = z
  .string()
  .refine((key) => Buffer.byteLength(key) >= LEAST_BYTES, `must have at least ${LEAST_BYTES} bytes`)
  .refine((key) => key !== developmentKey, 'must be a secret')
  .optional();

/**
 * The key that was given; the one of development when none was.
 * @throws StartupError in production without a key
 */
export function assertionKeyOf(given: string | undefined, { production }: { readonly production: boolean }): string {
  if (given !== undefined) return given;
  if (production)
    throw new StartupError(
      'ASSERTION_KEY must be set in production, to the same secret for the gateway and every subgraph',
    );
  return developmentKey;
}

/** A key for one run of processes that start together. */
export function newAssertionKey(): string {
  return randomBytes(LEAST_BYTES).toString('base64url');
}
