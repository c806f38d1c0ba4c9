import type { HostedPool } from '../hosted-backend.ts';
import { type Html, html } from './html.ts';

/** The id of the sentence that says what is wrong with a form. */
const ERROR_ID = 'form-error';

/** A labelled input. */
export interface FormField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'tel' | 'url' | 'date' | 'password';
  readonly autocomplete: string;
  readonly inputmode?: 'email' | 'numeric' | 'tel';
  /** What was typed before. Never a password. */
  readonly value?: string | undefined;
  /** Whether the form's error concerns it. */
  readonly invalid?: boolean;
  /** Below the input, with the id `<id>-hint`. */
  readonly hint?: Html | undefined;
  /** Below the input, and after it in the order of the keyboard. */
  readonly after?: Html;
  readonly autofocus?: boolean;
  readonly look?: 'code';
}

export function formField(field: FormField): Html {
  const describedBy = [field.hint && `${field.id}-hint`, field.invalid && ERROR_ID].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${field.id}">${field.label}</label>
<input id="${field.id}" name="${field.name}" type="${field.type}" autocomplete="${field.autocomplete}" required
 autocapitalize="none" autocorrect="off" spellcheck="false"
${field.inputmode && html` inputmode="${field.inputmode}"`}
${field.value !== undefined && field.type !== 'password' && html` value="${field.value}"`}
${describedBy !== '' && html` aria-describedby="${describedBy}"`}
${field.invalid && html` aria-invalid="true"`}
${field.look && html` class="${field.look}"`}
${field.autofocus && html` autofocus`}>
${field.hint}
${field.after}
</div>`;
}

/** The sign-in name, as this pool's people have one. */
export function usernameField(
  pool: HostedPool,
  field: { id: string; value?: string | undefined; invalid?: boolean; autofocus?: boolean; isNew?: boolean },
): Html {
  const { isNew, ...rest } = field;
  const common = { ...rest, name: 'username', autocomplete: 'username' } as const;
  switch (pool.signInWith) {
    case 'email':
      return formField({ ...common, label: 'Email', type: isNew ? 'email' : 'text', inputmode: 'email' });
    case 'phone_number':
      return formField({
        ...common,
        label: 'Phone number',
        type: 'tel',
        inputmode: 'tel',
        hint: hint(field.id, 'With the country code, as in +1 555 010 0199.'),
      });
    case 'username':
      return formField({ ...common, label: 'Username', type: 'text' });
  }
}

/** A password to be chosen, with the pool's rules below. */
export function newPasswordField(
  pool: HostedPool,
  field: { id: string; name: string; label: string; invalid?: boolean; autofocus?: boolean },
): Html {
  const rules =
    pool.passwordRules.length > 0 &&
    html`<ul class="hint" id="${field.id}-hint">${pool.passwordRules.map((rule) => html`<li>${rule}</li>`)}</ul>`;
  return formField({
    ...field,
    type: 'password',
    autocomplete: 'new-password',
    hint: rules === false ? undefined : rules,
  });
}

/** A code of digits that was sent or that an app shows. */
export function codeField(field: { id: string; label: string; invalid?: boolean }): Html {
  return formField({
    ...field,
    name: 'code',
    type: 'text',
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    look: 'code',
    autofocus: true,
  });
}

export function hint(fieldId: string, text: string): Html {
  return html`<p class="hint" id="${fieldId}-hint">${text}</p>`;
}

/** What is wrong with the form, announced when the page appears. */
export function formError(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="alert" role="alert" id="${ERROR_ID}">${text}</p>`;
}

/** What went well on the page before. */
export function formNotice(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="notice" role="status">${text}</p>`;
}
