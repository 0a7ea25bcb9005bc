import { policyFor } from './console-pages.js';

const FIREBASE = { projectId: 'demo-thenar', credentialsFile: null, webApiKey: 'public', emulatorHost: null };
const EMULATED = { ...FIREBASE, emulatorHost: '127.0.0.1:9099' };
const whomItSpeaksTo = (...facts: Parameters<typeof policyFor>) =>
  policyFor(...facts)
    .split('; ')
    .find((part) => part.startsWith('connect-src'));

describe('whom the console may speak to', () => {
  it('is the gateway and the two servers by which Firebase signs in and renews', () => {
    expect(whomItSpeaksTo({ signIn: 'firebase', firebase: FIREBASE })).toBe(
      "connect-src 'self' https://identitytoolkit.googleapis.com https://securetoken.googleapis.com",
    );
  });

  it('is the emulator where it signs people in, and Google never', () => {
    expect(whomItSpeaksTo({ signIn: 'emulator', firebase: EMULATED })).toBe("connect-src 'self' http://127.0.0.1:9099");
  });

  it('is the gateway alone where it issues tokens itself', () => {
    expect(whomItSpeaksTo({ signIn: 'local', firebase: FIREBASE })).toBe("connect-src 'self'");
  });

  it('never takes script or style from elsewhere or from the page', () => {
    const policy = policyFor({ signIn: 'firebase', firebase: FIREBASE });
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; /);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
  });
});
