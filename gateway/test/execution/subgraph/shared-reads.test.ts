import { describe, expect, test } from '@jest/globals';
import { type Caller, publicCaller } from '@shanghai/platform';
import { accessScopeOf } from '../../../dist/execution/subgraph/access-scope.js';
import { createSharedReads } from '../../../dist/execution/subgraph/shared-reads.js';

const asking = (text: string, among = 'all') => ({ among, text });

/** Calls that end when they are told to. */
function calls() {
  const started: { resolve: (reply: string) => void; reject: (error: Error) => void; cancelled: boolean }[] = [];
  return {
    started,
    start: () => {
      const one = { resolve: (_: string): void => undefined, reject: (_: Error): void => undefined, cancelled: false };
      const reply = new Promise<string>((resolve, reject) => Object.assign(one, { resolve, reject }));
      started.push(one);
      return {
        reply,
        cancel(reason: Error) {
          one.cancelled = true;
          one.reject(reason);
        },
      };
    },
  };
}

describe('reads under way', () => {
  test('are shared by who asks the same, and by nobody after they have ended', async () => {
    const { started, start } = calls();
    const reads = createSharedReads<string>();
    const [first, second, other] = [
      reads.join(asking('a'), start),
      reads.join(asking('a'), start),
      reads.join(asking('b'), start),
    ];
    expect([first.isOwn, second.isOwn, other.isOwn, started.length]).toEqual([true, false, true, 2]);
    started[0]!.resolve('x');
    started[1]!.resolve('y');
    expect(await Promise.all([first.reply, second.reply, other.reply])).toEqual(['x', 'x', 'y']);
    expect(reads.join(asking('a'), start).isOwn).toBe(true);
  });

  test('are shared among those who may, and by nobody else', () => {
    const { started, start } = calls();
    const reads = createSharedReads<string>();
    const owns = ['one', 'other', 'one'].map((among) => reads.join(asking('a', among), start).isOwn);
    expect([owns, started.length]).toEqual([[true, true, false], 2]);
  });

  test('fail for all who share them', async () => {
    const { started, start } = calls();
    const reads = createSharedReads<string>();
    const both = [reads.join(asking('a'), start), reads.join(asking('a'), start)].map(async ({ reply }) =>
      reply.catch(String),
    );
    started[0]!.reject(new Error('down'));
    expect(await Promise.all(both)).toEqual(['Error: down', 'Error: down']);
  });

  test('go on when one leaves, and are called off when the last has left', async () => {
    const { started, start } = calls();
    const reads = createSharedReads<string>();
    const [first, second] = [reads.join(asking('a'), start), reads.join(asking('a'), start)];
    first.cancel(new Error('gone'));
    first.cancel(new Error('gone twice'));
    await expect(first.reply).rejects.toThrow('gone');
    expect(started[0]!.cancelled).toBe(false);
    second.cancel(new Error('gone too'));
    await expect(second.reply).rejects.toThrow('gone too');
    expect(started[0]!.cancelled).toBe(true);
    expect(reads.join(asking('a'), start).isOwn).toBe(true);
  });
});

describe('an access scope', () => {
  const noon = new Date('2026-11-01T04:00:00Z');
  const centre: Caller = { role: 'CENTRE', subject: 's', scopes: { district: '310101', agency: 'a' }, posts: ['p'] };

  test.each([
    ['role', { ...centre, role: 'BUREAU' }],
    ['subject', { ...centre, subject: 't' }],
    ['nobody', publicCaller],
    ['scope', { ...centre, scopes: { district: '310104', agency: 'a' } }],
    ['fewer scopes', { ...centre, scopes: { district: '310101' } }],
    ['post', { ...centre, posts: [] }],
  ])('is another with another %s', (_, other) => {
    expect(accessScopeOf(other, noon)).not.toBe(accessScopeOf(centre, noon));
  });

  test('is another on another day in Shanghai, and the same within one', () => {
    const [last, first] = [new Date('2026-11-01T15:59:59.999Z'), new Date('2026-11-01T16:00:00Z')];
    expect(accessScopeOf(centre, last)).not.toBe(accessScopeOf(centre, first));
    expect(accessScopeOf(centre, last)).toBe(
      accessScopeOf({ ...centre, scopes: { agency: 'a', district: '310101' } }, noon),
    );
  });
});
