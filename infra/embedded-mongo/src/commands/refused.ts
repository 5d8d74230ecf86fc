import { refused } from '../errors.js';
import type { Commands } from '../server/command.js';

/** Commands of features that are left out on purpose; one that no MongoDB has is CommandNotFound instead. */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  'server-side JavaScript (mapReduce)': ['mapReduce', 'mapreduce'],
  'sharding commands': [
    'shardCollection',
    'enableSharding',
    'addShard',
    'removeShard',
    'moveChunk',
    'split',
    'balancerStart',
    'balancerStop',
    'listShards',
    'reshardCollection',
  ],
  'users and authentication': [
    'createUser',
    'updateUser',
    'dropUser',
    'usersInfo',
    'createRole',
    'saslStart',
    'saslContinue',
    'authenticate',
  ],
  'search indexes': ['createSearchIndexes', 'updateSearchIndex', 'dropSearchIndex'],
  'geo queries': ['geoSearch'],
};

export const refusedCommands: Commands = Object.fromEntries(
  Object.entries(FEATURES).flatMap(([feature, names]) =>
    names.map((name) => [
      name,
      {
        fields: [],
        anyField: true,
        run: (): never => {
          throw refused(feature);
        },
      },
    ]),
  ),
);
