/** Every migration, oldest first; one that is merged is never edited. */
import { Foundation1763812800001 } from './0001-foundation.js';
import { Access1763812800002 } from './0002-access.js';
import { Transactions1763812800003 } from './0003-transactions.js';
import { Webhooks1763812800004 } from './0004-webhooks.js';
import { Rules1763812800005 } from './0005-rules.js';
import { Consent1763812800006 } from './0006-consent.js';
import { Timeline1763812800007 } from './0007-timeline.js';
import { Analytics1763812800008 } from './0008-analytics.js';
import { Erasures1763812800010 } from './0010-erasures.js';
import { Backup1763812800011 } from './0011-backup.js';
import { ErasedSubjects1763812800013 } from './0013-erased-subjects.js';
import { Typicality1763812800014 } from './0014-typicality.js';
import { CustomLimits1763812800015 } from './0015-custom-limits.js';
import { ClaimedTimes1763812800031 } from './0031-claimed-times.js';
import { Identity1763812800040 } from './0040-identity.js';
import { Sites1763812800050 } from './0050-sites.js';
import { NoDistances1763812800070 } from './0070-no-distances.js';
import { Attempts1763812800071 } from './0071-attempts.js';
import { MemberSearch1763812800072 } from './0072-member-search.js';
import { EventFeed1763812800100 } from './0100-event-feed.js';
import { HandCaptures1763812800110 } from './0110-hand-captures.js';

export const MIGRATIONS = [
  Foundation1763812800001,
  Access1763812800002,
  Transactions1763812800003,
  Webhooks1763812800004,
  Rules1763812800005,
  Consent1763812800006,
  Timeline1763812800007,
  Analytics1763812800008,
  Erasures1763812800010,
  Backup1763812800011,
  ErasedSubjects1763812800013,
  Typicality1763812800014,
  CustomLimits1763812800015,
  ClaimedTimes1763812800031,
  Identity1763812800040,
  Sites1763812800050,
  NoDistances1763812800070,
  Attempts1763812800071,
  MemberSearch1763812800072,
  EventFeed1763812800100,
  HandCaptures1763812800110,
];
