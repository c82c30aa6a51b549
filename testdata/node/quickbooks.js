// Signs in with Intuit's own OAuth client, reads a company with node-quickbooks
// and prints what they made of it.
'use strict'
const { consent } = require('./reroute.js')
const OAuthClient = require('intuit-oauth')
const QuickBooks = require('node-quickbooks')

const ask = (client, method, ...args) => new Promise((resolve, reject) => {
  client[method](...args, (err, answer) => err ? reject(err) : resolve(answer))
})

async function main () {
  const oauth = new OAuthClient({
    clientId: process.env.CLIENT_ID,
    clientSecret: process.env.CLIENT_SECRET,
    environment: 'sandbox',
    redirectUri: 'http://localhost:8217/callback/quickbooks'
  })
  const landed = await consent(oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'a-state-of-its-own' }))
  const first = (await oauth.createToken(landed)).getToken()
  const second = (await oauth.refresh()).getToken()
  const realm = new URL(landed).searchParams.get('realmId')
  const client = new QuickBooks(process.env.CLIENT_ID, process.env.CLIENT_SECRET, second.access_token, false, realm, true, false, 75, '2.0', second.refresh_token)
  const company = await ask(client, 'getCompanyInfo', realm)
  const accounts = await ask(client, 'findAccounts', { fetchAll: true })
  const dates = { start_date: '2025-11-01', end_date: '2026-10-31', accounting_method: 'Accrual', summarize_column_by: 'Month' }
  const profit = await ask(client, 'reportProfitAndLoss', dates)
  const balance = await ask(client, 'reportBalanceSheet', dates)
  const trial = await ask(client, 'reportTrialBalance', { start_date: dates.start_date, end_date: dates.end_date, accounting_method: 'Accrual' })
  const refreshed = await ask(client, 'refreshAccessToken')
  const report = it => ({ name: it.Header.ReportName, basis: it.Header.ReportBasis, columns: it.Columns.Column.length, sections: it.Rows.Row.length })
  console.log(JSON.stringify({
    realm: first.realmId || realm,
    lifetime: second.x_refresh_token_expires_in,
    refreshed: Boolean(refreshed.access_token),
    company: company.CompanyName,
    accounts: accounts.QueryResponse.Account.length,
    profit: report(profit),
    balance: report(balance),
    trial: report(trial)
  }))
}

main().catch(err => {
  console.error(err.response ? JSON.stringify(err.response.data) : err)
  process.exit(1)
})
