using System.Buffers;
using Fulgurite.App.Pages;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// A statement as one page that needs no other file: to be read, printed and kept. The markup is sent while the journal
/// is read, so the sums stand at its end, where an accountant looks for them.
/// </summary>
internal sealed class HtmlStatement
{
    private readonly IBufferWriter<byte> body;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public HtmlStatement(IBufferWriter<byte> body)
    {
        this.body = body;
        Writer = new StatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public StatementWriter Writer { get; }

    private void Begin(StatementFacts facts, JournalPoint? opening)
    {
        StatementPage.Begin(body, $"Statement · {facts.Wallet.Profile.Name} · {Period(facts)}");
        StatementPage.Write(body, Html.Of($"""
            {Head(facts)}
            <section class="card" aria-labelledby="movements">
            <h2 id="movements">Movements</h2>
            <div class="scroll">
            <table>
            <thead><tr><th scope="col">Line</th><th scope="col">Time, UTC</th><th scope="col">What</th>
            <th scope="col">For</th><th scope="col" class="amount">In</th><th scope="col" class="amount">Out</th>
            <th scope="col" class="amount">Network fee</th><th scope="col" class="amount">Processing fee</th>
            <th scope="col" class="amount">Balance, sats</th></tr></thead>
            <tbody>
            {(opening is null ? Html.Empty : Point("Opening balance", opening))}

            """));
    }

    private void Add(ShownMovement shown)
    {
        var (movement, line) = (shown.Movement, shown.Movement.Line);
        StatementPage.Write(body, Html.Of($"""
            <tr><td class="when">{line.Sequence}</td><td class="when">{Moment(line.At)}</td>
            <td>{StatementText.Of(movement.Kind).Words}{Aside(movement.KeptAside)}</td>
            <td class="memo"><bdi>{shown.Memo}</bdi><span class="id">{line.Reference}</span></td>
            <td class="amount">{Amount(movement.In)}</td><td class="amount">{Amount(movement.Out)}</td>
            <td class="amount">{Amount(movement.NetworkFee)}</td>
            <td class="amount">{Amount(movement.ProcessingFee)}</td>
            <td class="amount">{StatementPage.Sats(shown.After.Balance.Own.Value)}</td></tr>

            """));
    }

    private void End(StatementEnd end)
    {
        var state = end.Problem is null ? end.State : null;
        StatementPage.Write(body, Html.Of($"""
            {(state is null ? Html.Empty : Point("Closing balance", state.Now))}
            </tbody>
            </table>
            </div>
            </section>
            {(state is null ? StatementPage.Failure(end.Problem) : Totals(state))}

            """));
        StatementPage.End(body);
    }

    private static Html Totals(StatementState state)
    {
        var totals = state.Totals;
        var settled = totals.SettledIn.Value - totals.SettledOut.Value;
        return Html.Of($"""
            <section class="card" aria-labelledby="totals">
            <h2 id="totals">Totals</h2>
            {StatementPage.Sums(
            [
                StatementPage.Sum("Opening balance", null, state.Opening.Balance.Own.Value),
                StatementPage.Sum("Received", totals.ReceivedCount, totals.Received.Value),
                StatementPage.Sum("Sent", totals.SentCount, -totals.Sent.Value),
                StatementPage.Sum("Network fees", null, -totals.NetworkFees.Value),
                StatementPage.Sum("Processing fees", null, -totals.ProcessingFees.Value),
                StatementPage.Sum("Settlements of bills", totals.SettlementCount, settled),
                StatementPage.Sum("Closing balance", null, state.Now.Balance.Own.Value),
            ])}
            <p class="note">The balance is what the wallet owns: what it can spend, and what is set aside for sends that
            are under way, at the end {StatementPage.Sats(state.Now.Balance.Held.Value)} sats. Setting aside and
            releasing move nothing of value and are not listed (lines of the journal: {totals.HoldCount}). Unexpected
            receipts are kept aside and are not in the balance: at the end
            {StatementPage.Sats(state.Now.Balance.KeptAside.Value)} sats.</p>
            {StatementPage.Proof(
                (state.Opening.Sequence, state.Opening.ChainHash), (state.Now.Sequence, state.Now.ChainHash))}
            </section>
            """);
    }

    private static Html Head(StatementFacts facts) => Html.Of($"""
        <section class="card">
        <h1>Statement of <bdi>{facts.Wallet.Profile.Name}</bdi></h1>
        <p class="lead">{Period(facts)}, UTC, both days included. All amounts are bitcoin, in satoshis.</p>
        <dl class="facts">
        <div><dt>Organization</dt><dd><bdi>{facts.OrganizationName}</bdi>
        <span class="id">{facts.Organization.ToString()}</span></dd></div>
        <div><dt>Wallet</dt><dd><bdi>{facts.Wallet.Profile.Name}</bdi>
        <span class="id">{facts.Wallet.Head.Wallet.ToString()}</span></dd></div>
        <div><dt>Made</dt><dd>{PageText.Time(facts.GeneratedAt)}</dd></div>
        </dl>
        {(facts.IsComplete ? Html.Empty : Unfinished)}
        </section>
        """);

    private static Html Unfinished => Html.Of($"""
        <p class="warning">This period is not over yet: movements may follow, and the closing balance is that of
        now.</p>
        """);

    private static Html Point(string words, JournalPoint point) => Html.Of($"""
        <tr class="point"><td class="when">{point.Sequence}</td><th scope="row" colspan="7">{words}</th>
        <td class="amount">{StatementPage.Sats(point.Balance.Own.Value)}</td></tr>
        """);

    private static Html Aside(MsatDelta amount) => amount.Value == 0
        ? Html.Empty
        : Html.Of($"""<span class="id">kept aside: {StatementPage.Sats(amount.Value)} sats</span>""");

    private static string Period(StatementFacts facts) =>
        $"{StatementText.Day(facts.Period.FirstDay)} to {StatementText.Day(facts.Period.LastDay)}";

    private static string Moment(DateTimeOffset at) => VoltageTime.TextOf(at)[..19].Replace('T', ' ');

    // A column of zeros hides what is none.
    private static string Amount(Msat amount) => amount.IsZero ? "" : StatementPage.Sats(amount.Value);
}
