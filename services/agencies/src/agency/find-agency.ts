import type { UnifiedSocialCreditCode } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { Agency } from './agency.js';
import { findAgencyByCreditCode } from './agency-store.js';

/** What an agency is looked up by. */
export interface AgencyKey {
  readonly id?: string | null;
  readonly unifiedSocialCreditCode?: UnifiedSocialCreditCode | null;
}

/**
 * The agency of that id or of that credit code, or null.
 * @throws GraphQLError BAD_USER_INPUT when not exactly one of the two is given
 */
export async function findAgency({ store, loaders }: Context, key: AgencyKey): Promise<Agency | null> {
  const { id, unifiedSocialCreditCode: code } = key;
  if (id != null && code == null) return loaders.agency.load(id);
  if (code != null && id == null) return findAgencyByCreditCode(store, code);
  throw badUserInput('give the id of the agency or its unified social credit code', { argument: 'id' });
}
