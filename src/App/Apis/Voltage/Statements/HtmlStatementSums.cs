using Fulgurite.App.Pages;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// What stands at the end of a statement's page: the sum from opening to closing, and the proof of it.
/// </summary>
internal static class HtmlStatementSums
{
    /// <summary>The section.</summary>
    public static Html Render(StatementState state)
    {
        var totals = state.Totals;
        return Html.Of($"""
            <section class="card" aria-labelledby="totals">
            <h2 id="totals">Totals</h2>
            <table class="sums">
            <thead><tr><th scope="col"></th><th scope="col" class="amount">Number</th>
            <th scope="col" class="amount">Sats</th><th scope="col" class="amount">BTC</th></tr></thead>
            <tbody>
            {Sum("Opening balance", null, state.Opening.Balance.Own.Value)}
            {Sum("Received", totals.ReceivedCount, totals.Received.Value)}
            {Sum("Sent", totals.SentCount, -totals.Sent.Value)}
            {Sum("Network fees", null, -totals.NetworkFees.Value)}
            {Sum("Processing fees", null, -totals.ProcessingFees.Value)}
            {Sum("Settlements of bills", totals.SettlementCount, totals.SettledIn.Value - totals.SettledOut.Value)}
            {Sum("Closing balance", null, state.Now.Balance.Own.Value)}
            </tbody>
            </table>
            {Notes(state)}
            <dl class="proof">
            <div><dt>Before the first line: line {state.Opening.Sequence}, chain hash</dt>
            <dd class="hash">{state.Opening.ChainHash}</dd></div>
            <div><dt>At the end: line {state.Now.Sequence}, chain hash</dt>
            <dd class="hash">{state.Now.ChainHash}</dd></div>
            </dl>
            </section>
            """);
    }

    private static Html Notes(StatementState state)
    {
        var (held, aside) = (state.Now.Balance.Held.Value, state.Now.Balance.KeptAside.Value);
        return Html.Of($"""
            <p class="note">The balance is what the wallet owns: what it can spend, and what is set aside for sends that
            are under way, at the end {Sats(held)} sats. Setting aside and releasing move nothing of value and are not
            listed; {state.Totals.HoldCount} lines of the journal did. Unexpected receipts are kept aside and are not in
            the balance: at the end {Sats(aside)} sats.</p>
            """);
    }

    private static Html Sum(string words, long? count, long amountMsat) => Html.Of($"""
        <tr><th scope="row">{words}</th>
        <td class="amount">{(count is { } number ? StatementText.Number(number) : "")}</td>
        <td class="amount">{Sats(amountMsat)}</td>
        <td class="amount">{StatementText.Btc(amountMsat).Replace('-', '−')}</td></tr>
        """);

    private static string Sats(long amountMsat) => StatementText.Sats(amountMsat).Replace('-', '−');
}
