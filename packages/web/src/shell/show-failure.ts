import { ProblemError } from '@taskyard/client';
import { loadTexts } from '../texts/load-texts.ts';
import { showToast } from './toasts.ts';

/** Says that something did not work, and why, as far as the service tells. */
export function showFailure(error: unknown): void {
  showToast({ tone: 'error', message: failureText(error) });
}

export function failureText(error: unknown): string {
  if (error instanceof ProblemError) {
    const { title, detail, errors = [] } = error.problem;
    return [title, detail, ...errors.map((fault) => fault.detail)].filter(Boolean).join('. ');
  }
  return error instanceof TypeError ? loadTexts.noConnection : String(error);
}
