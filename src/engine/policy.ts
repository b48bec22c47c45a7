/**
 * The page's Content-Security-Policy. Workers are made from blobs only, because a worker loaded from its own file is outside
 * the policy of a meta element, while a blob worker is inside it.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  'worker-src blob:',
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html default',
].join('; ')

/** Added to POLICY once everything is fetched and before any data is opened: nothing reaches even the page's own host. */
export const AIRLOCK = ["default-src 'none'", "script-src 'wasm-unsafe-eval'", 'worker-src blob:', 'img-src data: blob:'].join('; ')
