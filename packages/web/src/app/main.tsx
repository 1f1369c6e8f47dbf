import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import './mantine.css'
import './tokens.css'
import './base.css'
import './print.css'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from '../api/problem.ts'
import { startLanguage } from '../language/language.ts'
import { startPreferences } from '../language/preferences.ts'
import { AddressUnreadable, isReadableAddress } from './page-unknown.tsx'
import { createAppRouter } from './router.tsx'
import { theme } from './theme.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // News from the stream says what is stale; asking again on focus would only add load.
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only an absent or busy node is worth another try.
      retry: (failures, problem) => failures < 2 && problem instanceof Problem && (problem.code === 'offline' || problem.status === 503),
      retryDelay: (attempt) => 400 * 2 ** attempt,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

async function start(): Promise<void> {
  startPreferences()
  await startLanguage()
  const root = document.getElementById('root')
  if (root === null) return
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
          <QueryClientProvider client={client}>
            {isReadableAddress(location.pathname) ? <RouterProvider router={createAppRouter(client)} /> : <AddressUnreadable />}
          </QueryClientProvider>
        </MantineProvider>
      </I18nProvider>
    </StrictMode>,
  )
}

start()
