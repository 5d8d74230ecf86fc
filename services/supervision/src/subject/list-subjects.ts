import type { Day } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type DistrictReasons, territorialReasons } from '../territory/territorial-rules.js';
import {
  type SubjectFilter,
  byName,
  countSubjects,
  findSubjectPage,
  findSubjectsById,
  subjectsVisibleTo,
  subjectsWhere,
} from './subject-store.js';
import { territorialFactsOf } from './subject-rules.js';
import type { StoredSubject } from './subject.js';

/** A subject on a day, as a caller sees it. */
export interface SubjectOnDay {
  readonly subject: StoredSubject;
  readonly asOf: Day;
  /** The district that was asked for, or whose bureau asks; null for all. */
  readonly district: string | null;
}

/** One page of subjects; they are counted when the number is asked for. */
export type SubjectPage = Page<SubjectOnDay, () => Promise<number>>;

/** The subjects that a caller supervises on a day, in the order of their names. */
export async function listSubjects(
  store: Connection,
  caller: Caller,
  { first, after, ...filter }: SubjectFilter & PageArguments,
): Promise<SubjectPage> {
  const request = { page: { first, after }, order: byName, filter };
  const conditions = [subjectsVisibleTo(caller, filter.asOf), subjectsWhere(filter)];
  const rows = await findSubjectPage(store, conditions, pageQuery(request));
  const { asOf } = filter;
  const district = caller.scopes['district'] ?? filter.district ?? null;
  const { edges, nodes, ...page } = pageOf(request, rows, async () => countSubjects(store, conditions));
  const seen = (subject: StoredSubject): SubjectOnDay => ({ subject, asOf, district });
  return { ...page, nodes: nodes.map(seen), edges: edges.map(({ cursor, node }) => ({ cursor, node: seen(node) })) };
}

/** A subject of a caller on a day; null when it is another's, or none. */
export async function findSubject(
  store: Connection,
  caller: Caller,
  { id, asOf }: { readonly id: string; readonly asOf: Day },
): Promise<SubjectOnDay | null> {
  const conditions = { $and: [subjectsVisibleTo(caller, asOf), subjectsWhere({ asOf })] };
  const [subject] = await findSubjectsById(store, [id], conditions);
  return subject ? { subject, asOf, district: caller.scopes['district'] ?? null } : null;
}

/** Why a subject is the district's, or every district's that supervises it. */
export function districtsOf({ subject, asOf, district }: SubjectOnDay): readonly DistrictReasons[] {
  const facts = territorialFactsOf(subject);
  const { districts } = facts ? territorialReasons(facts, asOf) : { districts: [] };
  return districts.filter((one) => district === null || one.district === district);
}

/** In Chinese, what has to be known to tell every district that supervises a subject; null when nothing has. */
export function leftOpen({ subject, asOf }: SubjectOnDay): string | null {
  const facts = territorialFactsOf(subject);
  const messages = facts ? territorialReasons(facts, asOf).missing.map(({ message }) => message) : [];
  return messages.length === 0 ? null : messages.join('；');
}
