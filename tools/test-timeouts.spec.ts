/** A test file says how long its tests may take. */
import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

jest.setTimeout(50);

it.failing('a test that takes longer fails', () => sleep(500));
