// Reads an organisation with Xero's own SDK and prints what it made of it.
'use strict'
const { consent } = require('./reroute.js')
const { XeroClient } = require('xero-node')

async function main () {
  const xero = new XeroClient({
    clientId: process.env.CLIENT_ID,
    clientSecret: process.env.CLIENT_SECRET,
    redirectUris: ['http://localhost:8217/callback/xero'],
    scopes: ('offline_access accounting.settings.read accounting.reports.profitandloss.read ' +
      'accounting.reports.balancesheet.read accounting.reports.trialbalance.read').split(' '),
    state: 'a-state-of-its-own'
  })
  const landed = await consent(await xero.buildConsentUrl())
  const first = await xero.apiCallback(landed)
  const second = await xero.refreshToken()
  const [tenant] = await xero.updateTenants(false)
  const organisations = await xero.accountingApi.getOrganisations(tenant.tenantId)
  const accounts = await xero.accountingApi.getAccounts(tenant.tenantId)
  const profit = await xero.accountingApi.getReportProfitAndLoss(tenant.tenantId, '2026-10-01', '2026-10-31', 11, 'MONTH', undefined, undefined, undefined, undefined, true)
  const balance = await xero.accountingApi.getReportBalanceSheet(tenant.tenantId, '2026-10-31', 11, 'MONTH', undefined, undefined, true)
  const trial = await xero.accountingApi.getReportTrialBalance(tenant.tenantId, '2026-10-31')
  const report = answer => {
    const [it] = answer.body.reports
    return { id: it.reportID, titles: it.reportTitles, columns: it.rows[0].cells.length, sections: it.rows.length }
  }
  console.log(JSON.stringify({
    rotated: first.refresh_token !== second.refresh_token,
    scope: second.scope,
    tenant: tenant.tenantId,
    organisation: organisations.body.organisations[0].organisationID,
    currency: String(organisations.body.organisations[0].baseCurrency),
    accounts: accounts.body.accounts.length,
    profit: report(profit),
    balance: report(balance),
    trial: report(trial)
  }))
}

main().catch(err => {
  console.error(err.response ? JSON.stringify(err.response.body || err.response.data) : err)
  process.exit(1)
})
