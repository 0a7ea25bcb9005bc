/** What the gateway speaks to besides the database: Firebase, Redis, and who reads its metrics. */
import { Redis } from 'ioredis';
import type { GatewayConfig } from '../../gateway.config.js';
import { serviceAccountTrouble } from '../service-account.js';
import type { Check, Statement } from './finding.js';

const TIMEOUT_MS = 3_000;
const GOOGLE_KEYS = 'https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com';

export const firebaseCheck: Check = {
  name: 'sign-in',
  examine: async ({ firebase, production }) => {
    const { credentialsFile, projectId, webApiKey } = firebase;
    if (projectId === null) return production ? [] : [['ok', 'This gateway signs people in itself, for development.']];
    const said: Statement[] = [];
    const trouble = credentialsFile === null ? null : serviceAccountTrouble(credentialsFile, projectId);
    if (trouble !== null) said.push(['wrong', trouble]);
    if (credentialsFile === null)
      said.push([
        'warning',
        'GOOGLE_APPLICATION_CREDENTIALS is not set: disabled and revoked Firebase users pass until their token ends, for up to an hour.',
      ]);
    if (webApiKey === null)
      said.push([
        'warning',
        'FIREBASE_WEB_API_KEY is not set: nobody can sign in at the console by e-mail and password.',
      ]);
    else if (!/^AIza[\w-]{35}$/.test(webApiKey))
      said.push(['wrong', 'FIREBASE_WEB_API_KEY is not a web API key: it begins with AIza and has 39 characters.']);
    const reached = await fetch(GOOGLE_KEYS, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!reached)
      said.push([
        'warning',
        "Google's public keys cannot be fetched from here: nobody can sign in until www.googleapis.com answers.",
      ]);
    return said.length > 0 ? said : [['ok', `Users of Firebase project ${projectId} sign in.`]];
  },
};

export const redisCheck: Check = {
  name: 'redis',
  examine: async ({ redisUrl }) => {
    if (redisUrl === null)
      return [['ok', 'REDIS_URL is not set: right for one gateway; each of several counts limits by itself.']];
    const redis = new Redis(redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      connectTimeout: TIMEOUT_MS,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined); // the same arrives at whoever asked
    try {
      await redis.connect();
      await redis.ping();
      return [['ok', 'Redis answers.']];
    } catch (error) {
      return [
        [
          'wrong',
          `Redis at ${URL.canParse(redisUrl) ? new URL(redisUrl).host : 'REDIS_URL'} cannot be used: ${(error as Error).message}`,
        ],
      ];
    } finally {
      redis.disconnect();
    }
  },
};

export const metricsCheck: Check = {
  name: 'metrics',
  examine: ({ metrics, production }: GatewayConfig) => {
    if (!production) return Promise.resolve([]);
    if (metrics.port === null && metrics.token === null)
      return Promise.resolve([
        [
          'warning',
          'Nobody can read the metrics: set THENAR_METRICS_PORT, which you keep inside, or THENAR_METRICS_TOKEN.',
        ],
      ]);
    return Promise.resolve([]);
  },
};
