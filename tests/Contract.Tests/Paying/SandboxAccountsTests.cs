using Fulgurite.App;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>The records of the sandbox's node: read from its log, and never changed by reading.</summary>
public sealed class SandboxAccountsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly NodePrivateKey OurKey = new([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly NodePrivateKey PayeeKey = new([.. Enumerable.Repeat((byte)2, 32)]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-accounts-");
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_node_owns_what_it_was_paid_less_what_it_paid()
    {
        using var log = AppendOnlyLog.Open(Path.Combine(folder.FullName, "payments.log"));
        var node = new SandboxNode(OurKey, null, new SystemRandomness(), clock);
        var payee = new SandboxPayee(PayeeKey, null, new SystemRandomness(), clock);
        var paying = new SandboxPayingNode(node.Id, payee, log, clock);
        var added = await node.AddInvoice(Lnd.LndInvoices.Ask(), None);
        new SandboxPayer(node, clock).Pay(added.PaymentRequest!, SandboxOutcome.Settle, TimeSpan.Zero);
        var received = (await node.ListSettledInvoices(None).SingleAsync()).AmountPaid;
        await Pay(paying, payee, new SandboxPlan());
        await Pay(paying, payee, new SandboxPlan(SandboxOutcome.Fail));
        var hanging = Pay(paying, payee, new SandboxPlan(SandboxOutcome.Hold));
        var length = log.Length;

        var accounts = new SandboxAccounts(node, log);
        var funds = await accounts.GetFunds(None);
        var cost = new Msat(2_000) + SandboxPayingNode.FeeFor(new Msat(2_000));

        Assert.Equal((received - cost, received - cost - cost, cost), (funds.Own, funds.Local, funds.UnderWay));
        Assert.Equal(
            [NodePaymentState.Succeeded, NodePaymentState.Failed, NodePaymentState.InFlight],
            await accounts.ListPayments(None).Select(payment => payment.State).ToListAsync());
        Assert.Equal(length, log.Length);
        Assert.False(hanging.IsCompleted);
        Assert.Equal(3, paying.Lines().Count);
    }

    private static Task<SendPaymentOutcome> Pay(SandboxPayingNode paying, SandboxPayee payee, SandboxPlan plan)
    {
        var request = payee.Issue(new Msat(2_000), "", TimeSpan.FromHours(1), plan);
        var payment = new NewNodePayment(request, null, Msat.FromSats(10), TimeSpan.FromSeconds(20));
        return paying.SendPayment(payment, None);
    }
}
