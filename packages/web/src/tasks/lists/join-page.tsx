import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { ProblemError } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { Icon } from '../../shell/icons.tsx';
import { LineForm } from '../../shell/line-form.tsx';
import { Page } from '../../shell/page.tsx';
import { failureText } from '../../shell/show-failure.ts';
import { showToast } from '../../shell/toasts.ts';
import { sharingTexts } from '../../texts/sharing-texts.ts';
import styles from './join-page.module.css';
import { TASK_LISTS_KEY } from './list-queries.ts';

const texts = sharingTexts.join;

/** Where the link of an invitation leads. Its code stands in the fragment, which browsers send to no server. */
export function JoinPage(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const code = useLocation({ select: ({ hash }) => hash });
  const [pasted, setPasted] = useState('');
  const join = useMutation({
    mutationFn: (sent: string) => api.joinList({ body: { code: sent } }),
    onSuccess: async ({ body }) => {
      await queryClient.invalidateQueries({ queryKey: TASK_LISTS_KEY });
      await navigate({ to: '/lists/$listId', params: { listId: body.id }, replace: true });
      showToast({ tone: 'plain', message: texts.joined(body.name) });
    },
  });
  return (
    <Page title={texts.title}>
      <section className={styles.card}>
        <Icon name="shared" size={30} />
        {code === '' ? (
          <>
            <p>{texts.pasteText}</p>
            <LineForm
              icon="key"
              onSubmit={(event) => {
                event.preventDefault();
                const sent = codeOf(pasted);
                if (sent !== '') join.mutate(sent);
              }}
            >
              <input
                aria-label={texts.paste}
                placeholder={texts.paste}
                value={pasted}
                maxLength={1024}
                autoComplete="off"
                onChange={(event) => setPasted(event.currentTarget.value)}
              />
              <Button
                type="submit"
                size="compact-sm"
                loading={join.isPending}
                disabled={codeOf(pasted) === ''}
              >
                {texts.accept}
              </Button>
            </LineForm>
          </>
        ) : (
          <>
            <h2>{texts.invited}</h2>
            <p>{texts.invitedText}</p>
            <div className={styles.buttons}>
              <Button loading={join.isPending} onClick={() => join.mutate(code)}>
                {texts.accept}
              </Button>
              <Link
                to="/tasks"
                className={styles.decline}
                onClick={() => showToast({ tone: 'plain', message: texts.declined })}
              >
                {texts.decline}
              </Link>
            </div>
          </>
        )}
        {join.error !== null && (
          <p className={styles.error} role="alert">
            {join.error instanceof ProblemError && join.error.status === 404
              ? texts.gone
              : failureText(join.error)}
          </p>
        )}
      </section>
    </Page>
  );
}

/** The code of a link, or the code itself. */
function codeOf(text: string): string {
  return text.trim().split('#').at(-1) ?? '';
}
