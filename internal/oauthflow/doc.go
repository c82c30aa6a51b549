// Package oauthflow is the browser round trip of an OAuth 2.0 authorisation code
// grant for a program on somebody's own machine: a listener on the loopback
// addresses, or an address pasted by hand, whichever comes first. It knows no
// provider and no store.
//
// What RFC 8252 (OAuth for native apps) and RFC 9700 (security practice) ask for,
// and the test that proves it:
//
//	RFC 8252 §6     the browser of the system, never one of ours   TestBrowserIsOpenedAfterTheListenerIsReady
//	RFC 8252 §7.3   listens on 127.0.0.1 and ::1                   TestListensOnBothLoopbackAddresses
//	RFC 8252 §8.3   listens nowhere else                           TestListensNowhereElse
//	RFC 8252 §8.3   is closed when the answer is in                TestListenerIsClosedAfterTheAnswer
//	RFC 8252 §8.10  exact redirect path                            TestStrayRequestsGetNotFound
//	RFC 8252 §8.1   PKCE for public clients                        connection.TestXeroConsentCarriesS256Challenge
//	RFC 9700 §2.1   redirect URI sent is the one registered        connection.TestRedirectURIIsTheOneAnnounced
//	RFC 9700 §2.1.1 PKCE is never dropped for a client secret      connection.TestXeroPKCEIsKeptBesideASecret
//	RFC 9700 §2.1.1 a code is sent once                            connection.TestCodeIsSentOnce
//	RFC 9700 §4.2   no referrer, no outside assets, no caching     TestPagesKeepTheQueryToThemselves
//	RFC 9700 §4.2   neither code nor state in a page               TestPagesHoldNeitherCodeNorState
//	RFC 9700 §4.4   mix-up: a path per provider                    TestAnswerOfAnotherProviderIsRefused
//	RFC 9700 §4.4   mix-up: a foreign issuer                       TestForeignIssuerIsRefused
//	RFC 9700 §4.5   a code that was injected needs the state       TestForgedAnswerDoesNotEndTheWait
//	RFC 9700 §4.7   state of 256 random bits                       TestStateIsFreshAndLong
//	RFC 9700 §4.7   state is used once                             TestSecondAnswerIsToldPlainly
//	RFC 9700 §4.11  no open redirect                               TestNeverRedirects
//	RFC 9700 §4.16  pages cannot be framed                         TestPagesKeepTheQueryToThemselves
//	Host and method DNS rebinding, HEAD, POST                      TestOddRequestsAreRefused
//	cross-site      images, frames, fetches, prefetches            TestCrossSiteSubresourcesAreRefused
//	slow clients    header, body and size limits                   TestSlowAndLargeRequestsAreCut
//	hostile text    error_description in page and terminal         TestHostileErrorTextIsDefused
package oauthflow
