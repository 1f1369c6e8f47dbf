/** Fingerprints files beside the page, so that typing stays fluid. One message in, one out: SHA-256 in lower-case hexadecimal. */
addEventListener('message', async ({ data }: MessageEvent<{ readonly file: Blob }>) => {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await data.file.arrayBuffer()))
    postMessage({ sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') })
  } catch {
    postMessage({})
  }
})
