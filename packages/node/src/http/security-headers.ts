/** Headers of every answer: nothing is sniffed, framed, referred or shared with another origin. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** For answers that are data: a browser that opens one as a page may load and run nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** For the page's own scripts: a worker among them keeps the node's origin, without which a browser gives it no cryptography and no files. */
export const scriptPolicy = "default-src 'none'; frame-ancestors 'none'"

/** The policy of the page: only this node's own files, inline styles and scripts only with this answer's nonce. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}
