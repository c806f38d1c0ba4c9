import type { SignatureProblem } from './sigv4/signature-failure.ts';

/** What somebody whose signature was refused should look at. */
export function signatureHint(problem: SignatureProblem): string {
  switch (problem.kind) {
    case 'unsigned':
      return 'The call must be signed: give the client the keys in credentials.json of the data directory.';
    case 'unknown key':
      return 'This access key was not made here. Use the keys in credentials.json of the data directory.';
    case 'wrong token':
      return 'Temporary keys need their own session token, and the role must still be there; take new credentials.';
    case 'expired token':
      return 'The temporary credentials are over; take new ones.';
    case 'stale':
    case 'early':
      return 'The clock of the client and of this machine differ too much.';
    case 'url expired':
      return 'The presigned URL is over; make a new one.';
    case 'wrong region':
      return `Set the client's region to ${problem.expected}.`;
    case 'wrong service':
      return `The client signed for ${problem.given}, but the call went to ${problem.expected}.`;
    case 'unsigned header':
      return `The client must sign the header ${problem.name}.`;
    case 'streaming payload':
      return 'Send the body in one piece: bodies that are signed in chunks are not supported.';
    default:
      return 'The secret access key is wrong, or something changed the request after it was signed.';
  }
}
