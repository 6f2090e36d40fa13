using System.IO.Pipelines;
using Fulgurite.App.Apis.Voltage.Bills;
using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>
/// A bill with a section for each wallet. Each section is computed once more from the wallet's book, and the sections
/// are added up once more: what does not come to the bill is told instead of its totals.
/// </summary>
internal static class BillStatementEndpoint
{
    private const int WalletsAtOnce = 16;

    /// <summary>The statement. Five storage transactions for each wallet.</summary>
    public static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        var asked = call.Context.Request.Query["format"].ToString();
        if (StatementFormat.Named(asked.Length == 0 ? StatementFormat.Json.Name : asked) is not { } format)
        {
            return StatementFormat.Unknown;
        }

        if (await BillEndpoints.Find(call) is not { } bill)
        {
            return BillEndpoints.NotFound(call);
        }

        var organization = await call.Engine.Registry.ReadOrganization(call.Organization, call.Cancel);
        var facts = new BillFacts(bill, organization?.Name ?? "", call.Engine.Ports.Clock.GetUtcNow());
        var name = $"bill-{bill.Id}.{format.Extension}";
        return StreamedBody.Of(call.Log, format.ContentType, name, async (context, body) =>
        {
            format.Prepare(context.Response);
            var writer = format.OpenBill(body);
            writer.Begin(facts);
            var problem = await WriteItems(call.Engine, bill, writer, body, context.RequestAborted);
            if (problem is not null)
            {
                call.Log.BillNotEstablished(bill.Id, problem);
            }

            writer.End(facts, problem);
        });
    }

    // Why it does not add up; null where it does.
    private static async Task<string?> WriteItems(
        Engine engine, Bill bill, BillStatementWriter writer, PipeWriter body, CancellationToken cancel)
    {
        var totals = default(BillTotals);
        await foreach (var some in engine.Billing.Bills.Items(bill, cancel).Chunk(WalletsAtOnce))
        {
            foreach (var shown in await Task.WhenAll(some.Select(item => Shown(engine, bill, item, cancel))))
            {
                if (shown?.IsProvenUnder(bill.Terms) != true)
                {
                    return "A wallet's amounts are not what its book comes to.";
                }

                writer.Add(shown);
                totals += shown.Item;
            }

            await body.SendSome(cancel);
        }

        return totals == bill.Totals ? null : "The wallets do not add up to the bill.";
    }

    private static async Task<ShownItem?> Shown(Engine engine, Bill bill, BillItem item, CancellationToken cancel)
    {
        var wallet = await engine.Credit.FindWallet.Execute(item.Wallet, cancel);
        return await engine.Billing.Roll.Bounds(item.Wallet, bill.Period, cancel) is { } bounds
            ? new ShownItem(item, wallet?.Profile.Name ?? "", bounds.Start, bounds.End)
            : null;
    }
}
