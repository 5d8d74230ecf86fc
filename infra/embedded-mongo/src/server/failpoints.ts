import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { badValue, CommandError, codeName, refused } from '../errors.js';

/** The failpoint `failCommand`, with which tests of drivers and of our own services make commands fail. */

/** What a failpoint does to one command. */
export interface Failure {
  readonly blockMs: number;
  readonly closeConnection: boolean;
  readonly error: CommandError | undefined;
  readonly writeConcernError: Doc | undefined;
  /** undefined: the labels a server would give by itself. */
  readonly errorLabels: readonly string[] | undefined;
}

export interface FailPoints {
  configure(body: Doc): Doc;
  /** Counts as one use when it matches. */
  match(names: readonly [sent: string, name: string], body: Doc, appName: string | undefined): Failure | undefined;
}

interface Armed {
  readonly data: Doc;
  skip: number;
  times: number;
  probability: number;
  entered: number;
}

const KNOWN_DATA = new Set([
  'failCommands',
  'errorCode',
  'errorLabels',
  'closeConnection',
  'blockConnection',
  'blockTimeMS',
  'appName',
  'writeConcernError',
  'failInternalCommands',
  'errorExtraInfo',
  'namespace',
]);

function armed(mode: unknown, data: Doc): Armed | undefined {
  if (mode === 'off') return undefined;
  const base: Armed = { data, skip: 0, times: Infinity, probability: 1, entered: 0 };
  if (mode === 'alwaysOn') return base;
  if (isDoc(mode) && isNumeric(mode['times'])) return { ...base, times: toNumber(mode['times']) };
  if (isDoc(mode) && isNumeric(mode['skip'])) return { ...base, skip: toNumber(mode['skip']) };
  if (isDoc(mode) && isNumeric(mode['activationProbability']))
    return { ...base, probability: toNumber(mode['activationProbability']) };
  throw badValue("failpoint mode must be 'off', 'alwaysOn', {times}, {skip} or {activationProbability}");
}

export function createFailPoints(): FailPoints {
  let point: Armed | undefined;
  let entered = 0;
  return {
    configure(body) {
      if (body['configureFailPoint'] !== 'failCommand')
        throw refused(`the failpoint ${String(body['configureFailPoint'])}`);
      const data = isDoc(body['data']) ? body['data'] : {};
      if (body['mode'] !== 'off' && !Array.isArray(data['failCommands']))
        throw new CommandError(14, "'failCommands' must be an array of command names");
      if (data['blockConnection'] === true && !isNumeric(data['blockTimeMS']))
        throw badValue("'blockTimeMS' must be given when 'blockConnection' is true");
      for (const name of Object.keys(data)) if (!KNOWN_DATA.has(name)) throw refused(`the failCommand option ${name}`);
      point = armed(body['mode'], data);
      return { count: entered };
    },
    match([sent, name], body, appName) {
      if (!point) return undefined;
      const { data } = point;
      const commands = Array.isArray(data['failCommands']) ? data['failCommands'].map(String) : [];
      if (![sent, name].some((one) => commands.includes(one)) || name === 'configureFailPoint') return undefined;
      if (data['appName'] !== undefined && data['appName'] !== appName) return undefined;
      if (data['namespace'] !== undefined && data['namespace'] !== `${String(body['$db'])}.${String(body[name])}`)
        return undefined;
      if (point.skip > 0) {
        point.skip--;
        return undefined;
      }
      if (point.times <= 0 || Math.random() >= point.probability) return undefined;
      point.times--;
      entered++;
      return failure(data, name);
    },
  };
}

function failure(data: Doc, command: string): Failure {
  const { errorCode, errorLabels, writeConcernError } = data;
  const error =
    errorCode === undefined
      ? undefined
      : new CommandError(
          toNumber(errorCode),
          `Failing command via 'failCommand' failpoint: ${command}`,
          isDoc(data['errorExtraInfo']) ? data['errorExtraInfo'] : {},
        );
  return {
    blockMs: data['blockConnection'] === true ? toNumber(data['blockTimeMS'] ?? 0) : 0,
    closeConnection: data['closeConnection'] === true,
    error,
    writeConcernError: isDoc(writeConcernError)
      ? { codeName: codeName(toNumber(writeConcernError['code'])), ...writeConcernError }
      : undefined,
    errorLabels: Array.isArray(errorLabels) ? errorLabels.map(String) : undefined,
  };
}
