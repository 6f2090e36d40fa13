using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Statements.Bills;
using Fulgurite.App.Apis.Voltage.Wallets;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>What a wallet's journal says: whole, for machines, and by period, for bookkeepers.</summary>
internal static class StatementEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        const string Wallet = $"{VoltageRoutes.Organization}/wallets/{{wallet}}";
        routes.Get($"{Wallet}/journal", Permission.Read, JournalEndpoint.Read);
        routes.Get($"{Wallet}/statement", Permission.Read, Read);
        routes.Get(
            $"{VoltageRoutes.Organization}/bills/{{bill}}/statement", Permission.Billing, BillStatementEndpoint.Read);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        if (!StatementQuery.TryRead(call.Context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        if (await WalletEndpoints.Find(call) is not { } wallet)
        {
            return WalletErrors.NotFound(call.Route("wallet"));
        }

        var now = call.Engine.Ports.Clock.GetUtcNow();
        if (query.PeriodOf(wallet.Head, DateOnly.FromDateTime(now.UtcDateTime)) is not { } period)
        {
            return VoltageErrors.InvalidParameter("from: it must not be after to, which is today unless it is given.");
        }

        var organization = await call.Engine.Registry.ReadOrganization(call.Organization, call.Cancel);
        var facts = new StatementFacts(
            call.Organization, organization?.Name ?? "", wallet, period, now);
        var find = new FindStatement(call.Engine.Ports.Tables, call.Engine.Wallets);
        var run = await find.Execute(wallet.Head, period, call.Cancel);
        var stream = new StatementStream(call.Engine, call.Log, facts, run);
        var name = $"statement-{wallet.Head.Wallet}-{StatementText.Day(period.FirstDay)}"
            + $"-{StatementText.Day(period.LastDay)}.{query.Format.Extension}";
        return StreamedBody.Of(call.Log, query.Format.ContentType, name, (context, body) =>
        {
            query.Format.Prepare(context.Response);
            return stream.Write(query.Format.Open(body), body, context.RequestAborted);
        });
    }
}
