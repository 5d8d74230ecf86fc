import { RULES_STATED, type RulesStated } from '@shanghai/kernel';
import { type Consumer, REFUSALS_COUNTED, type RefusalsCounted, instantAt } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { countApplication, replaceRefusals } from './application-store.js';
import { replaceRuleHomes } from './home-store.js';

/** Keeps what the services do about the ledger, and what its rules have done: of every act the rules, its name and its instant. */
export function takeLedger(store: Connection): Consumer {
  return {
    name: 'ledger',
    async take({ type, origin, payload, act, rules, at }, session) {
      if (type === RULES_STATED)
        await replaceRuleHomes(store, origin, (JSON.parse(payload) as RulesStated).homes, session);
      if (type === REFUSALS_COUNTED) {
        const { counts } = JSON.parse(payload) as RefusalsCounted;
        const told = counts.map(({ lastAt, ...one }) => ({
          ...one,
          service: origin,
          lastAt: instantAt(Date.parse(lastAt)),
        }));
        await replaceRefusals(store, told, session);
      }
      if (rules && act) await countApplication(store, rules, { act, at }, session);
    },
  };
}
