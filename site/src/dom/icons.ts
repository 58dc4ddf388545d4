// The transport's icons: 20 × 20, drawn with the text's own colour.

const icon = (body: string) =>
  `<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

const solid = 'fill="currentColor"';

export const icons = {
  play: icon(`<path d="M6 3.8 16 10 6 16.2Z" ${solid}/>`),
  pause: icon(`<path d="M6 4h2.5v12H6ZM11.5 4H14v12h-2.5Z" ${solid} stroke-width="1"/>`),
  again: icon(`<path d="M15.7 7.2A6.5 6.5 0 1 0 16.5 10M16 3v4.4h-4.4"/>`),
  step: icon(`<path d="M4.5 4.5 12 10l-7.5 5.5Z" ${solid}/><path d="M15.5 4.5v11"/>`),
  back: icon(`<path d="M15.5 4.5 8 10l7.5 5.5Z"/><path d="M4.5 4.5v11"/>`),
  slow: icon(`<circle cx="10" cy="10" r="7"/><path d="M10 6v4l3 2"/>`),
  keep: icon(`<path d="M7 3h6l-.8 5 2.8 3H5l2.8-3ZM10 11v6"/>`),
  options: icon(`<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`),
  keys: icon(`<path d="M7.3 7.4A2.8 2.8 0 1 1 10 11v1.6"/><circle cx="10" cy="15.8" r=".6" ${solid}/>`),
  reset: icon(`<path d="M15.5 4.5 8 10l7.5 5.5Z" ${solid}/><path d="M4.5 4.5v11"/>`),
  dice: icon(
    `<rect x="3" y="3" width="14" height="14" rx="3"/><g ${solid} stroke="none"><circle cx="7" cy="7" r="1.4"/><circle cx="13" cy="7" r="1.4"/><circle cx="10" cy="10" r="1.4"/><circle cx="7" cy="13" r="1.4"/><circle cx="13" cy="13" r="1.4"/></g>`,
  ),
  share: icon(`<path d="M8.2 11.8a3.3 3.3 0 0 0 4.7 0l2.9-2.9a3.3 3.3 0 0 0-4.7-4.7l-1 1M11.8 8.2a3.3 3.3 0 0 0-4.7 0l-2.9 2.9a3.3 3.3 0 0 0 4.7 4.7l1-1"/>`),
  save: icon(`<path d="M10 3v9M6.2 8.6 10 12.4l3.8-3.8M3.5 13.5v3h13v-3"/>`),
  undo: icon(`<path d="M4 8.5h8a4 4 0 0 1 0 8H8M7.5 4.5l-4 4 4 4"/>`),
  redo: icon(`<path d="M16 8.5H8a4 4 0 0 0 0 8h4M12.5 4.5l4 4-4 4"/>`),
  whole: icon(`<path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4"/>`),
  close: icon(`<path d="m5 5 10 10M15 5 5 15"/>`),
};
