import { roles } from '@shanghai/kernel';
import { runProcess, StartupError, systemClock } from '@shanghai/platform';
import { parseArgs } from 'node:util';
import { developmentToken } from '../identity/development-token.js';
import { readIdentityEnv } from '../identity/identity-env.js';

/** `main.js --role DISTRICT_BUREAU --district 310115` prints a token for development. */

await runProcess('token', async () => {
  const env = readIdentityEnv();
  if (env.NODE_ENV === 'production') throw new StartupError('the development key is not for production');
  const { role = '', subject = 'developer', post: posts, ...scopes } = readFlags();
  if (!(roles as readonly string[]).includes(role)) throw new StartupError(`--role is one of ${roles.join(', ')}`);
  console.log(await developmentToken(env.DATA_DIR, { sub: subject, role, posts, ...scopes }, systemClock));
  return { stop: async () => undefined };
});

function readFlags() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        role: text,
        subject: text,
        district: text,
        agency: text,
        industry: text,
        superior: text,
        post: { ...text, multiple: true },
      },
    }).values;
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : 'the arguments are not usable', { cause: error });
  }
}
