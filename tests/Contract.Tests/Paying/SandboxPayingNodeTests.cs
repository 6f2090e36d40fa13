using System.Text;
using Fulgurite.App;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>The sandbox network, and what is its own: time that a test moves, and logs that survive.</summary>
public sealed class SandboxPayingNodeTests : PayingNodeContract, IDisposable
{
    private static readonly Msat Amount = Msat.FromSats(21);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-paying-");
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 101)]
    [InlineData(1_000, 101)]
    [InlineData(1_001, 102)]
    [InlineData(100_000_000, 100_100)]
    public void The_network_takes_a_tenth_of_a_satoshi_and_a_thousandth(long amountMsat, long feeMsat) =>
        Assert.Equal(new Msat(feeMsat), SandboxPayingNode.FeeFor(new Msat(amountMsat)));

    [Fact]
    public void The_fee_of_all_the_bitcoin_there_is_can_be_told() =>
        Assert.Equal(21_000 * Msat.PerBtc + 100, SandboxPayingNode.FeeFor(Msat.MaxValue).Value);

    // The maximum is what holds where nobody says one.
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(900_000)]
    [InlineData(1_000_000)]
    [InlineData(100_000_000_000)]
    public void The_network_takes_no_more_than_a_send_allows_by_itself(long amountMsat) =>
        Assert.True(
            SandboxPayingNode.FeeFor(new Msat(amountMsat))
            <= Fulgurite.Payments.NewPayment.FeeMaxFor(new Msat(amountMsat)));

    [Fact]
    public async Task A_delayed_payment_is_under_way_until_its_time()
    {
        using var party = new Party(clock, null);
        var request = party.Payee.Issue(Amount, "", TimeSpan.FromHours(1), Delayed(60));
        var sent = party.Node.SendPayment(NewPayment(request, waitSeconds: 120), None);

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(sent.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(NodePaymentState.Succeeded, Payment(await sent).State);
    }

    [Fact]
    public async Task The_caller_waits_no_longer_than_it_said()
    {
        using var party = new Party(clock, null);
        var request = party.Payee.Issue(Amount, "", TimeSpan.FromHours(1), Delayed(60));
        var sent = party.Node.SendPayment(NewPayment(request, waitSeconds: 30), None);

        clock.Advance(TimeSpan.FromSeconds(30));

        var last = Payment(await sent);
        Assert.Equal(NodePaymentState.InFlight, last.State);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(NodePaymentState.Succeeded, (await party.Node.TrackPayment(last.Hash, None))?.State);
    }

    [Fact]
    public async Task A_delayed_payment_that_was_released_does_not_end_again()
    {
        using var party = new Party(clock, null);
        var request = party.Payee.Issue(Amount, "", TimeSpan.FromHours(1), Delayed(60));
        var sent = party.Node.SendPayment(NewPayment(request, waitSeconds: 120), None);

        Assert.True(party.Paying.Release(request, isSettled: false));
        Assert.False(party.Paying.Release(request, isSettled: true));
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(NodePaymentState.Failed, Payment(await sent).State);
    }

    [Fact]
    public async Task Payments_survive_a_restart_and_those_under_way_go_on()
    {
        var paid = default(NodePayment);
        string held, delayed, overdue;
        using (var before = new Party(clock, folder))
        {
            paid = Payment(await before.Node.SendPayment(
                NewPayment(before.Payee.Issue(Amount, "", TimeSpan.FromHours(1), new SandboxPlan())), None));
            held = await Hang(before, new SandboxPlan(SandboxOutcome.Hold));
            delayed = await Hang(before, Delayed(60));
            overdue = await Hang(before, Delayed(10));
        }

        // The clock of a process that is gone stands still for it.
        var later = new ManualClock(clock.GetUtcNow() + TimeSpan.FromSeconds(20));
        using var after = new Party(later, folder);

        Assert.Equal(paid, await after.Node.TrackPayment(paid.Hash, None));
        Assert.Equal(NodePaymentState.Succeeded, await StateOf(after, overdue));
        Assert.Equal(NodePaymentState.InFlight, await StateOf(after, delayed));
        later.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(NodePaymentState.Succeeded, await StateOf(after, delayed));
        Assert.IsType<SendPaymentOutcome.AlreadyKnown>(await after.Node.SendPayment(NewPayment(held), None));
        Assert.True(after.Paying.Release(held, isSettled: true));
        Assert.Equal(NodePaymentState.Succeeded, await StateOf(after, held));

        var next = Payment(await after.Node.SendPayment(
            NewPayment(after.Payee.Issue(Amount, "", TimeSpan.FromHours(1), new SandboxPlan())), None));
        Assert.Equal(5UL, next.Index);
    }

    // The lines as they are on developers' disks: a change here is a new form beside this one.
    [Fact]
    public async Task Reads_the_logs_of_earlier_versions()
    {
        const string hash = "b30fc9e3d0eb92d3fe18e8fd7eeb1c2ae1e47b67dc0b8ac8cc1a4eb8ef7e2f60";
        const string preimage = "0101010101010101010101010101010101010101010101010101010101010101";
        var proof = new PaymentPreimage(Convert.FromHexString(preimage));
        using (var bills = AppendOnlyLog.Open(Path.Combine(folder.FullName, "payee.log")))
        using (var payments = AppendOnlyLog.Open(Path.Combine(folder.FullName, "payments.log")))
        {
            bills.Append(Line(
                $"{{'payment_request':'lnbcrt1','preimage':'{preimage}','outcome':'Hold','delay_ms':0,"
                + "'failure':'Timeout'}"));
            payments.Append(Line(
                $"{{'hash':'{hash}','payment_index':6,'state':'Failed','amount_msat':7,'fee_msat':1001,"
                + "'ends_at':null,'preimage':null,'failure':'NoRoute'}"));
            payments.Append(Line(
                $"{{'hash':'{proof.Hash()}','payment_index':7,'state':'Succeeded','amount_msat':21000,'fee_msat':1021,"
                + $"'ends_at':'2026-01-01T00:00:00+00:00','preimage':'{preimage}','failure':null}}"));
        }

        using var party = new Party(clock, folder);

        Assert.True(PaymentHash.TryParse(hash, out var failed));
        Assert.Equal(
            new NodePayment(failed, 6, NodePaymentState.Failed, Msat.Zero, Msat.Zero, null, PaymentFailure.NoRoute),
            await party.Node.TrackPayment(failed, None));
        Assert.Equal(
            new NodePayment(
                proof.Hash(), 7, NodePaymentState.Succeeded, new Msat(21_000), new Msat(1_021), proof, null),
            await party.Node.TrackPayment(proof.Hash(), None));
    }

    [Fact]
    public void Nothing_is_released_that_is_not_under_way()
    {
        using var party = new Party(clock, null);

        Assert.False(party.Paying.Release("lnbcrt1garbage", isSettled: true));
        Assert.False(party.Paying.Release(party.SignForeign(BitcoinNetwork.Regtest), isSettled: true));
    }

    private protected override Task<PayingParty> Start() => Task.FromResult<PayingParty>(new Party(clock, null));

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));

    private static SandboxPlan Delayed(int seconds) => new(Delay: TimeSpan.FromSeconds(seconds));

    private static NewNodePayment NewPayment(string request, int waitSeconds = 1) =>
        new(request, null, Msat.FromSats(100), TimeSpan.FromSeconds(waitSeconds));

    private static NodePayment Payment(SendPaymentOutcome outcome) =>
        Assert.IsType<SendPaymentOutcome.Started>(outcome).Payment;

    private static async Task<NodePaymentState?> StateOf(Party party, string request)
    {
        Assert.True(Bolt11Invoice.TryDecode(request, out var invoice, out _));
        return (await party.Node.TrackPayment(invoice.PaymentHash, None))?.State;
    }

    // Begins a payment and leaves it alone.
    private static Task<string> Hang(Party party, SandboxPlan plan)
    {
        var request = party.Payee.Issue(Amount, "", TimeSpan.FromHours(1), plan);
        _ = party.Node.SendPayment(NewPayment(request, waitSeconds: 3_600), None);
        return Task.FromResult(request);
    }

    internal sealed class Party : PayingParty, IDisposable
    {
        private static readonly NodePrivateKey OurKey = new([.. Enumerable.Repeat((byte)1, 32)]);
        private static readonly NodePrivateKey PayeeKey = new([.. Enumerable.Repeat((byte)2, 32)]);

        private readonly ManualClock clock;
        private readonly AppendOnlyLog?[] logs;
        private readonly SandboxNode node;

        public Party(ManualClock clock, DirectoryInfo? folder)
        {
            this.clock = clock;
            logs = [LogIn(folder, "payee.log"), LogIn(folder, "payments.log")];
            node = new SandboxNode(OurKey, null, new SystemRandomness(), clock);
            Payee = new SandboxPayee(PayeeKey, logs[0], new SystemRandomness(), clock);
            Paying = new SandboxPayingNode(node.Id, Payee, logs[1], clock);
        }

        public SandboxPayee Payee { get; }

        public SandboxPayingNode Paying { get; }

        public override IPayingNode Node => Paying;

        public override NodePublicKey Id => node.Id;

        public override DateTimeOffset Now => clock.GetUtcNow();

        public override Task<(string Request, PaymentHash Hash)> Issue(
            Msat? amount, SandboxOutcome outcome, PaymentFailure failure)
        {
            var request = Payee.Issue(
                amount, "coffee", TimeSpan.FromHours(1), new SandboxPlan(outcome, Failure: failure));
            Assert.True(Bolt11Invoice.TryDecode(request, out var invoice, out _));
            return Task.FromResult((request, invoice.PaymentHash));
        }

        public override Task<string> IssueExpired()
        {
            var request = Payee.Issue(Amount, "", TimeSpan.FromSeconds(1), new SandboxPlan());
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(request);
        }

        public override async Task<string> IssueOwn()
        {
            var added = await node.AddInvoice(Lnd.LndInvoices.Ask(), None);
            return added.PaymentRequest!;
        }

        public override Task<NodePublicKey> Taker(SandboxOutcome outcome)
        {
            Assert.True(NodePublicKey.TryParse(
                outcome switch
                {
                    SandboxOutcome.Settle => SandboxPeers.Settles,
                    SandboxOutcome.Fail => SandboxPeers.Fails,
                    SandboxOutcome.Hold => SandboxPeers.Holds,
                },
                out var destination));
            return Task.FromResult(destination);
        }

        public override Task Release(string request, PaymentHash hash, bool isSettled)
        {
            Assert.True(Paying.Release(request, isSettled));
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public void Dispose()
        {
            foreach (var log in logs)
            {
                log?.Dispose();
            }
        }

        private static AppendOnlyLog? LogIn(DirectoryInfo? folder, string name) =>
            folder is null ? null : AppendOnlyLog.Open(Path.Combine(folder.FullName, name));
    }
}
