// The authorisation server oidc-provider, where Xero's would be: it answers at the
// same paths and knows the same scopes, so that a client meets rotation with reuse
// detection, PKCE and codes that nobody here wrote. Whoever comes is signed in and
// agrees. It prints its address; the clients are in CLIENTS as JSON. A code of the
// client "brief" lives for a second.
import { createServer } from 'node:http'
import { decodeJwt } from 'jose'
import Provider from 'oidc-provider'

const resource = 'https://identity.xero.com/resources'
const scope = 'offline_access accounting.settings.read accounting.reports.profitandloss.read ' +
  'accounting.reports.balancesheet.read accounting.reports.trialbalance.read'
const tenant = '11111111-2222-4333-8444-555555555555'

const server = createServer()
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(base, {
  clients: JSON.parse(process.env.CLIENTS).map(client => ({
    application_type: 'web', // a redirect URI is then matched to the letter
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope,
    ...client
  })),
  scopes: scope.split(' '),
  routes: { authorization: '/xero/identity/connect/authorize', token: '/xero/connect/token', revocation: '/xero/connect/revocation' },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope(scope)
    grant.addResourceScope(resource, scope)
    await grant.save()
    return grant
  },
  interactions: { url: (ctx, interaction) => `/agree/${interaction.uid}` },
  ttl: { AccessToken: 1800, AuthorizationCode: (ctx, code, client) => client.clientId === 'brief' ? 1 : 300, RefreshToken: 86400 * 60, Session: 600, Interaction: 600, Grant: 86400 * 60 },
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope, audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 1800, jwt: { sign: { alg: 'RS256' } } })
    }
  },
  extraTokenClaims: () => ({ xero_userid: 'user-1', authentication_event_id: 'event-1' })
})

// Everybody who comes is the same person, who agrees.
let connected = false
const agree = async (req, res) => {
  connected = true
  await provider.interactionFinished(req, res, { login: { accountId: 'user-1' }, consent: {} }, { mergeWithLastSubmission: false })
}

// What is behind the tokens: one organisation.
const live = req => {
  const token = (req.headers.authorization || '').replace(/^Bearer /, '')
  try {
    const claims = decodeJwt(token)
    return claims.aud === resource && claims.exp > Date.now() / 1000
  } catch { return false }
}
const json = (res, status, body) => {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}
const serve = (req, res, path) => {
  if (!live(req)) return json(res, 401, { Title: 'Unauthorized', Status: 401, Detail: 'AuthenticationUnsuccessful' })
  if (req.method === 'DELETE') { connected = false; res.writeHead(204); return res.end() }
  if (path === '/xero/connections') {
    return json(res, 200, connected ? [{ id: 'connection-1', authEventId: 'event-1', tenantId: tenant, tenantType: 'ORGANISATION', tenantName: 'Foreign Ltd' }] : [])
  }
  if (path.endsWith('/Organisation')) {
    return json(res, 200, {
      Organisations: [{
        OrganisationID: tenant, Name: 'Foreign Ltd', LegalName: 'Foreign Ltd', BaseCurrency: 'NZD', CountryCode: 'NZ',
        FinancialYearEndDay: 31, FinancialYearEndMonth: 3, IsDemoCompany: false, OrganisationStatus: 'ACTIVE', Timezone: 'NEWZEALANDSTANDARDTIME'
      }]
    })
  }
  const cells = ['Account', 'Debit', 'Credit', 'YTD Debit', 'YTD Credit'].map(Value => ({ Value }))
  return json(res, 200, {
    Reports: [{
      ReportID: 'TrialBalance', ReportName: 'Trial Balance', ReportType: 'TrialBalance',
      ReportTitles: ['Trial Balance', 'Foreign Ltd', 'As at 21 November 2026'], Rows: [{ RowType: 'Header', Cells: cells }]
    }]
  })
}

server.on('request', (req, res) => {
  const path = new URL(req.url, base).pathname
  if (path.startsWith('/agree/')) return agree(req, res).catch(err => { res.writeHead(500); res.end(String(err)) })
  if (path.startsWith('/xero/connections') || path.startsWith('/xero/api.xro/')) return serve(req, res, path)
  if (path === '/xero/identity/connect/authorize') {
    const address = new URL(req.url, base)
    address.searchParams.set('prompt', 'consent') // offline_access is given for nothing less
    req.url = address.pathname + address.search
  }
  return provider.callback()(req, res)
})
console.log(base)
