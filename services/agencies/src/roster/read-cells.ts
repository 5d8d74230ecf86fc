import { findPostByLabel, posts } from '../post/post-table.js';
import type { Duty, Holding, Post } from '../post/post.js';
import type { Contract, ContractKind } from './roster-facts.js';
import { contractClauses } from './staff-rules.js';
import type { LineMark } from './typed-line.js';

/** What a cell of posts says, and what in it is no post. */
export interface ReadPosts {
  readonly posts: readonly Holding[];
  readonly unknown: readonly string[];
}

const SEPARATORS = /[、，,;；/\s]+/u;
const MARKS: Readonly<Record<string, LineMark>> = { 新增: 'ADD', 变更: 'CHANGE', 删除: 'DELETE' };

/** 具体岗位: the posts by what the notice calls them, the side of one in brackets: 申报审核岗（初审）、档案管理岗. */
export function readPosts(cell: string): ReadPosts {
  const read = cell
    .split(SEPARATORS)
    .filter((one) => one !== '')
    .map((text) => ({ text, holding: holdingOf(text) }));
  return {
    posts: distinct(read.flatMap(({ holding }) => holding ?? [])),
    unknown: read.flatMap(({ text, holding }) => (holding ? [] : [text])),
  };
}

/** 岗位类别: the categories by what the notice calls them; a named role is its own category. */
export function readCategories(cell: string): {
  readonly labels: readonly string[];
  readonly unknown: readonly string[];
} {
  const texts = cell.split(SEPARATORS).filter((one) => one !== '');
  const isCategory = (text: string) => posts.some(({ categoryLabel }) => categoryLabel === text);
  return { labels: texts.filter(isCategory), unknown: texts.filter((text) => !isCategory(text)) };
}

/** What a remark says of the filing of a line: the last mark in it, and its day as typed. Null when there is none. */
export function readMark(cell: string): { readonly mark: LineMark; readonly filedOn: string } | null {
  const found = [...cell.matchAll(/(\d{8})\s*(新增|变更|删除)/gu)].at(-1);
  return found ? { filedOn: found[1]!, mark: MARKS[found[2]!]! } : null;
}

/**
 * What a remark says of the contract. 劳务合同, which 附件5-2⑨ alone says, is read as the 劳动合同 of 附件5 (ANO-095, PR). Null when
 * it names none.
 */
export function readContract(cell: string): Contract | null {
  const named: readonly (readonly [RegExp, ContractKind])[] = [
    [/聘用合同/u, 'ENGAGEMENT'],
    [/劳务协议/u, 'SERVICE'],
    [/劳动合同|劳务合同/u, 'LABOUR'],
  ];
  const kind = named.find(([words]) => words.test(cell))?.[1];
  if (!kind) return null;
  const isWhole = cell.includes('要素齐全');
  return {
    kind,
    isAttached: cell.includes('附'),
    clauses: contractClauses.filter(([, label]) => isWhole || cell.includes(label)).map(([id]) => id),
  };
}

/** 其余需要说明的情况: what a remark says beside the marks, the contract and the form; null where it says nothing else. */
export function restOf(cell: string): string | null {
  const rest = cell
    .replace(/\d{8}\s*(新增|变更|删除)/gu, '')
    .replace(/附?(劳动合同|劳务合同|劳务协议|聘用合同|申请表)/gu, '')
    .replace(/^[\s，,。；;]+|[\s，,。；;]+$/gu, '');
  return rest === '' ? null : rest;
}

function holdingOf(text: string): Holding | null {
  const [, label = '', side] = /^([^（(]+)(?:[（(]([^）)]+)[）)])?$/u.exec(text) ?? [];
  const post = findPostByLabel(label);
  if (!post) return null;
  if (side === undefined) return { post: post.id, duty: null };
  const duty = dutyOf(post, side);
  return duty && { post: post.id, duty };
}

function dutyOf({ duties }: Post, side: string): Duty | null {
  if (!duties) return null;
  return duties.OPERATE === side ? 'OPERATE' : duties.REVIEW === side ? 'REVIEW' : null;
}

function distinct(held: readonly Holding[]): readonly Holding[] {
  return held.filter((one, at) => held.findIndex(({ post, duty }) => post === one.post && duty === one.duty) === at);
}
