import { readFileSync } from 'node:fs';
import { type Day, day } from '@shanghai/kernel';
import type { DevelopmentClaims } from '@shanghai/gateway';
import { type FieldNode, Kind, parse, valueFromASTUntyped, visit } from 'graphql';

const readme = readFileSync(new URL('../../services/agencies/README.md', import.meta.url), 'utf8');

/** A step of a story: when, who, what is asked, and what is answered. */
export interface StoryStep {
  readonly title: string;
  readonly on: Day;
  readonly who: string;
  readonly document: string;
  readonly answer: unknown;
}

/** What the bearer of each token says of itself, from the table of the README. */
export const bearers: ReadonlyMap<string, DevelopmentClaims> = new Map(
  [...readme.matchAll(/^\| (\w+) +\| `npm run token -- (.+?)` +\|$/gm)].map(([, who, flags]) => [
    who!,
    claimsOf(flags!),
  ]),
);

/** The steps under a heading of the README of services/agencies, in their order; none where there is no such heading. */
export function stepsUnder(heading: string): readonly StoryStep[] {
  const section = readme.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  return [
    ...section.matchAll(
      /^\*\*(\d+)\. ([\d-]+), (\w+):\*\* (.+)\n\n```graphql\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/gm,
    ),
  ].map(([, no, on, who, says, document, answer]) => ({
    title: `${no}. ${on}, ${who}: ${says}`,
    on: day(on!),
    who: who!,
    document: document!,
    answer: JSON.parse(answer!) as unknown,
  }));
}

/** From the letter of recommendation to the receipt. */
export const firstLife = stepsUnder('One life');

/** From the receipt to the end, in the graph in which the first story was told. */
export const laterLife = stepsUnder('The life of a filing');

/** The form that the first story is drafted with: two items, two sites and all that 76号 asks for. */
export function firstForm(): Readonly<Record<string, unknown>> {
  let form: unknown;
  visit(parse(firstLife[0]!.document), {
    Field: (field: FieldNode) => {
      const given = field.arguments?.find(({ name }) => name.value === 'form');
      if (given?.value.kind === Kind.OBJECT) form = valueFromASTUntyped(given.value);
    },
  });
  return form as Readonly<Record<string, unknown>>;
}

/** `--role AGENCY --agency a1` as claims. */
function claimsOf(flags: string): DevelopmentClaims {
  const given = Object.fromEntries([...flags.matchAll(/--(\w+) (\S+)/g)].map(([, name, value]) => [name!, value!]));
  const { subject: sub = '', role = '', ...scopes } = given;
  return { sub, role, ...scopes };
}
