/** Refusals of enrollment. */
import { Problem } from '#platform/problems';
import { atCapture } from '../palms/palms.errors.js';

export const deviceBusy = (activeSessionId: string | null) =>
  new Problem('conflict', 'device_busy', 'An enrollment is under way on this device.', {
    details: { active_session_id: activeSessionId },
  });
export const alreadyEnrolled = () =>
  new Problem('conflict', 'already_enrolled', 'This member has a palm of that hand; send replace:true to replace it.');
export const consentRequired = () =>
  new Problem('forbidden', 'consent_required', 'This project needs the consent of the member first.');
export const memberIsDisabled = () => new Problem('forbidden', 'member_disabled', 'This member is disabled.');
export const duplicatesNeedSandbox = () =>
  new Problem(
    'forbidden',
    'sandbox_required',
    'allow_duplicate is for sandboxes: two members with one palm are ambiguous ever after.',
  );
export const sessionMismatch = (activeSessionId: string) =>
  new Problem('conflict', 'session_mismatch', 'Another session is under way on this device.', {
    details: { active_session_id: activeSessionId },
  });
export const sessionAlreadyFinal = (status: string) =>
  new Problem('conflict', 'session_already_final', 'The session has ended already.', { details: { status } });
/** @param activeSessionId the device's session that is under way, if there is one */
export const sessionNotActive = (status: string, activeSessionId: string | null) =>
  new Problem('conflict', 'session_not_active', 'The session takes no captures now.', {
    details: { status, active_session_id: activeSessionId },
  });
export const seqConflict = (nextSeq: number) =>
  new Problem('conflict', 'seq_conflict', 'This seq was used for another capture; go on with next_seq.', {
    details: { next_seq: nextSeq },
  });
export const challengeExpired = (challenge: string) =>
  new Problem('conflict', 'challenge_expired', 'The challenge has expired or was used; repeat with the new one.', {
    details: { challenge },
  });
export const duplicatePalm = () => new Problem('conflict', 'duplicate_palm', 'This palm belongs to another member.');
/** @param index of the first capture that does not agree with the others */
export const inconsistentCaptures = (index: number) =>
  new Problem('unprocessable', 'inconsistent_captures', 'The captures do not show one palm.', {
    ...atCapture(index, 'inconsistent_captures'),
  });
/** @param index of the capture that a picture of the whole hand should take the place of */
export const handPictureRequired = (index: number) =>
  new Problem(
    'unprocessable',
    'hand_picture_required',
    'One of the captures must be a picture of the whole hand (kind hand).',
    atCapture(index, 'hand_picture_required'),
  );
/** @param index of the capture that repeats an earlier one */
export const capturesNotDistinct = (index: number) =>
  new Problem(
    'unprocessable',
    'captures_not_distinct',
    'Two captures are the same picture, or nearly so; take another.',
    atCapture(index, 'captures_not_distinct'),
  );
