import { expect, test } from '@jest/globals';
import { inspectionStatuses } from '../../dist/inspection/inspection-machine.js';
import { fillTallies } from '../../dist/tally/fill-tallies-store.js';
import { actsOn, inspectionIn } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);
const rows = () => store().db!.collection<{ _id: string }>('tallies');
const all = async () => rows().find().sort({ _id: 1 }).toArray();

test('what things count as is kept with them, and is the same when it is counted anew', async () => {
  for (const status of inspectionStatuses) await inspectionIn(acts, store(), status);
  const kept = await all();
  const things = new Set(kept.map(({ _id }) => _id.split('/')[0]));
  expect([...things].sort()).toEqual(['inspection', 'subject']);
  await fillTallies(store());
  expect(await all()).toEqual(kept);
  await rows().deleteMany({});
  await fillTallies(store());
  expect(await all()).toEqual(kept);
});
