import type { ReactNode } from 'react';

/** The paths of the icons, drawn on 24 by 24 with a round pen. */
const PATHS = {
  back: 'm14 6-6 6 6 6',
  board: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  choose: 'M4 5h7v6H4zM4 14h7v6H4zM14.5 8l2 2 3.5-3.5M14.5 17l2 2 3.5-3.5',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  chevron: 'm9 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  circle: 'M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  clip: 'm20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.1a1.6 1.6 0 0 1-2.3-2.3L14.5 7',
  cloudOff: 'M4 4l16 16M8 9a4.5 4.5 0 0 0-1 9h10M10.5 6.3A5.5 5.5 0 0 1 17 11a3.6 3.6 0 0 1 3.3 5.2',
  comment: 'M4 5h16v11H11l-4.5 4V16H4z',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  export: 'M12 15V4M7.5 8.5 12 4l4.5 4.5M5 14v6h14v-6',
  filter: 'M4 6h16M7 12h10M10 18h4',
  flag: 'M6 21V4M6 5h11l-2 4 2 4H6',
  help: 'M9.2 9a2.9 2.9 0 1 1 4 2.7c-.8.4-1.2 1-1.2 1.9v.4M12 17.3v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  inbox: 'M4 13 6.5 5h11L20 13v6H4zM4 13h5a3 3 0 0 0 6 0h5',
  items: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4.3 7.6 12 12l7.7-4.4M12 12v9',
  key: 'M14.5 9.5a4.5 4.5 0 1 0-3.6 4.4L13 16h2v2h2v2h3v-3.2l-6-6',
  label: 'M4 4h7l9 9-7 7-9-9zM8 8v.01',
  list: 'M4 6.5h.01M8 6.5h12M4 12h.01M8 12h12M4 17.5h.01M8 17.5h12',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  more: 'M6 12v.01M12 12v.01M18 12v.01',
  network: 'M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3',
  note: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5',
  pencil: 'M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6',
  play: 'M8 5.5v13l10-6.5z',
  plus: 'M12 5v14M5 12h14',
  record:
    'M9 4c-2 0-3 1-3 3v2c0 2-1 3-2 3 1 0 2 1 2 3v2c0 2 1 3 3 3M15 4c2 0 3 1 3 3v2c0 2 1 3 2 3-1 0-2 1-2 3v2c0 2-1 3-3 3',
  repeat: 'M5 12V9.5A3.5 3.5 0 0 1 8.5 6H18M15 3l3 3-3 3M19 12v2.5a3.5 3.5 0 0 1-3.5 3.5H6M9 21l-3-3 3-3',
  screen: 'M3.5 5h17v11h-17zM9 20h6M12 16v4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2 21 21',
  shared:
    'M9 11a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 5a3 3 0 0 1 0 5.8M17.5 14.3c2.1.7 3.5 2.6 3.5 5.2',
  signOut: 'M14 4H5v16h9M10 12h10M17 9l3 3-3 3',
  sort: 'M7 5v14M4 16l3 3 3-3M17 19V5M14 8l3-3 3 3',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  tasks: 'm4 7 1.7 1.7L9 5.5M4 16.5l1.7 1.7L9 15M13 7h7M13 17h7',
  today: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9.5 15l2 2 3.5-3.5',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  up: 'M8 20V7M4 11l4-4 4 4M8 20h11',
  user: 'M12 11.5a3.7 3.7 0 1 0 0-7.5 3.7 3.7 0 0 0 0 7.5zM4.5 20.5c0-3.8 3.2-6 7.5-6s7.5 2.2 7.5 6',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  warning: 'M12 4 2.8 20h18.4zM12 10v5M12 17.4v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words; it says nothing by itself. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
