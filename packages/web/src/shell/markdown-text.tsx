import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import styles from './markdown-text.module.css';

/**
 * Headings stand below those of the page. Links open elsewhere and learn nothing of this page. A picture would tell
 * its server who reads it when, and the security policy forbids it: it becomes a link.
 */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === 'string' ? (
      <a href={src} target="_blank" rel="noopener noreferrer">
        {alt || src}
      </a>
    ) : null,
};

/** Markdown as React elements. Markup in it stays text, and links go to web and mail addresses only. */
export function MarkdownText({ text }: { readonly text: string }): ReactNode {
  return (
    <div className={styles.text}>
      <Markdown components={COMPONENTS}>{text}</Markdown>
    </div>
  );
}
