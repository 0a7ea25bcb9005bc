/** Which proof of identity a gateway takes: real Firebase, the Auth emulator, or in development its own issuer. */
import type { Agent } from 'node:https';
import type { Clock } from '#platform/clock';
import { EmulatorIdTokens } from './emulator-id-tokens.js';
import { FirebaseIdTokens } from './firebase-id-tokens.js';
import type { GatewayMode, IdTokens, Warn } from './id-tokens.js';
import { LocalIdTokens } from './local-id-tokens.js';
import { LocalIssuer } from './local-issuer.js';

export interface SignInOptions {
  mode: GatewayMode;
  firebaseProjectId: string | null;
  /** Path of a service account file; without it, disabled accounts pass until their token ends. */
  credentialsFile: string | null;
  /** FIREBASE_AUTH_EMULATOR_HOST */
  emulatorHost: string | null;
  allowRemoteEmulator?: boolean;
  /** Where the local issuer keeps its key. */
  keysFolder: string;
  clock: Clock;
  warn: Warn;
  /** Replaces the way to Google. */
  agent?: Agent;
}

export interface ChosenIdTokens {
  kind: 'firebase' | 'emulator' | 'local';
  idTokens: IdTokens;
  /** Only with `local`. */
  issuer: LocalIssuer | null;
}

/** What the emulator is asked about when no project is named; names with `demo-` never reach Google. */
const EMULATED_PROJECT_ID = 'demo-thenar';

/** @throws Error with one sentence saying what to set */
export function chooseIdTokens(options: SignInOptions): ChosenIdTokens {
  const { mode, emulatorHost, firebaseProjectId, credentialsFile, clock } = options;
  if (mode === 'production' && emulatorHost)
    throw new Error(
      'FIREBASE_AUTH_EMULATOR_HOST is set: the Auth emulator lets anybody be anybody, so production refuses to start.',
    );
  if (emulatorHost) {
    const projectId = firebaseProjectId ?? EMULATED_PROJECT_ID;
    const allowRemoteHost = options.allowRemoteEmulator ?? false;
    const idTokens = new EmulatorIdTokens({ mode, host: emulatorHost, projectId, clock, allowRemoteHost });
    return { kind: 'emulator', idTokens, issuer: null };
  }
  if (firebaseProjectId) {
    const { warn, agent } = options;
    const credential = credentialsFile;
    const idTokens = new FirebaseIdTokens({ projectId: firebaseProjectId, credential, clock, warn, agent });
    return { kind: 'firebase', idTokens, issuer: null };
  }
  if (mode === 'production')
    throw new Error('Production needs the Firebase project whose users may sign in: set FIREBASE_PROJECT_ID.');
  const issuer = new LocalIssuer({ mode, keysFolder: options.keysFolder, clock });
  return { kind: 'local', idTokens: new LocalIdTokens(issuer, clock), issuer };
}
