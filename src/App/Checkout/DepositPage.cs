using Fulgurite.App.Pages;
using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>
/// The hosted deposit page. Each stage is rendered here and only here: when the status changes, the page's script
/// fetches the page again and swaps its content, so that what a visitor sees live is what a visitor without scripts
/// sees on reload.
/// </summary>
internal static class DepositPage
{
    /// <summary>The document for a deposit as it stands at an instant.</summary>
    public static Html Render(DepositView deposit, DateTimeOffset now)
    {
        var stage = DepositStages.At(deposit, now);
        var frame = new PageFrame($"{DepositStages.Headline(stage)} · {deposit.Payee}")
        {
            Script = PageAssets.DepositScript,
            Notice = deposit.IsMainnet ? null : "Test network: no real money moves here.",
        };
        return PageLayout.Render(frame, Html.Of($"""
            <article id="deposit" class="card deposit" data-stage="{DepositStages.Word(stage)}"
            data-status="{DepositStages.Word(deposit.Status)}" data-expires="{deposit.ExpiresAt.ToUnixTimeSeconds()}"
            data-now="{now.ToUnixTimeMilliseconds()}" data-status-path="{StatusPath(deposit.InvoiceId)}">
            <section class="summary" aria-labelledby="amount">
            <p class="payee">Pay <bdi>{deposit.Payee}</bdi></p>
            {Amount(deposit.Amount)}
            <p class="state"><span class="dot" aria-hidden="true"></span><span
            id="state">{DepositStages.Headline(stage)}</span></p>
            <p class="explanation">{DepositStages.Explanation(stage)}</p>
            {Timing(deposit, stage)}
            <p id="offline" class="problem" hidden>The connection is lost. Trying again…</p>
            </section>
            <section class="panel" aria-label="{(stage == DepositStage.Waiting ? "Ways to pay" : "Result")}">
            {(stage == DepositStage.Waiting ? DepositPanel.WaysToPay(deposit) : DepositPanel.Outcome(deposit, stage))}
            </section>
            {Details(deposit)}
            </article>
            """));
    }

    /// <summary>The document for an address that belongs to no invoice.</summary>
    public static Html RenderUnknown() => PageLayout.Render(new PageFrame("Unknown invoice"), Html.Of($"""
        <article class="card message">
        <h1>We do not know this invoice</h1>
        <p>The address may be incomplete, or the invoice was removed. Please open the link again from where you got it,
        or ask for a new one. If you already paid, your wallet keeps the proof: show it to the recipient.</p>
        </article>
        """));

    private static string StatusPath(string invoiceId) => $"/pay/{Uri.EscapeDataString(invoiceId)}/status";

    private static Html Amount(Msat? amount) => amount is { } asked
        ? Html.Of($"""
            <h1 id="amount" tabindex="-1"><span class="btc">{PageText.Bitcoin(asked)}</span>
            <span class="unit">BTC</span></h1>
            <p class="sats">{PageText.SatsWithUnit(asked)}</p>
            """)
        : Html.Of($"""
            <h1 id="amount" tabindex="-1"><span class="btc">Any amount</span></h1>
            <p class="sats">You choose how much in your wallet</p>
            """);

    private static Html Timing(DepositView deposit, DepositStage stage) => stage switch
    {
        // The timer has no live region: a countdown that is read out every second helps nobody.
        DepositStage.Waiting => Html.Of($"""
            <div class="timing"><p class="scripted countdown"><span id="countdown" role="timer" aria-live="off"
            aria-label="Time left"></span> left to pay</p>
            <p class="until">Expires {PageText.Time(deposit.ExpiresAt)}</p></div>
            <p class="hint scriptless">Reload this page to see whether the payment has arrived.</p>
            """),
        DepositStage.Paid => deposit.PaidAt is { } paidAt
            ? Html.Of($"""<p class="until">Paid {PageText.Time(paidAt)}</p>""")
            : Html.Empty,
        DepositStage.Closing or DepositStage.Accepted => Html.Of($"""
            <p class="hint scriptless">Reload this page to see how it went.</p>
            """),
        DepositStage.Expired => Html.Of($"""<p class="until">Expired {PageText.Time(deposit.ExpiresAt)}</p>"""),
        DepositStage.Canceled => Html.Empty,
    };

    private static Html Details(DepositView deposit)
    {
        var description = Row("For", deposit.Description);
        var reference = Row("Reference", deposit.Reference);
        return string.IsNullOrWhiteSpace(deposit.Description) && string.IsNullOrWhiteSpace(deposit.Reference)
            ? Html.Empty
            : Html.Of($"""<dl class="details">{description}{reference}</dl>""");
    }

    // The text may be anything a merchant or their customer typed: isolated, so that its direction stays inside.
    private static Html Row(string term, string? text) => string.IsNullOrWhiteSpace(text)
        ? Html.Empty
        : Html.Of($"<div><dt>{term}</dt><dd><bdi>{text}</bdi></dd></div>");
}
