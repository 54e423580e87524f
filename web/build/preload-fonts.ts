import type { Plugin } from 'vite';

/** The interface's font in the script most texts have; the others are fetched when a text needs them. */
const early = /inter-latin-wght-normal-[^/]+\.woff2$/;

/** Fetches the font of the first view together with the style sheet and not after it. */
export function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        return Object.keys(bundle ?? {})
          .filter((name) => early.test(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${name}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}
