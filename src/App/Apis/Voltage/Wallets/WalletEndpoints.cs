using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>The wallets of a key's environment.</summary>
internal static class WalletEndpoints
{
    private const int ReadsAtOnce = 16;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        const string Base = $"{VoltageRoutes.Organization}/wallets";
        routes.Get(Base, Permission.Read, List);
        routes.Post(Base, Permission.Write, Create);
        routes.Get($"{Base}/{{wallet}}", Permission.Read, Read);
        routes.Patch($"{Base}/{{wallet}}", Permission.Write, Change);
        routes.Delete($"{Base}/{{wallet}}", Permission.Write, Delete);
        routes.Get($"{Base}/{{wallet}}/ledger", Permission.Read, LedgerEndpoint.Read);
    }

    /// <summary>The wallet in a call's path; null where the key's environment has none of that id.</summary>
    internal static async Task<Wallet?> Find(VoltageCall call) =>
        WalletId.TryParse(call.Route("wallet"), out var id)
        && await call.Engine.Credit.FindWallet.Execute(id, call.Cancel) is { } wallet
        && wallet.Head.Environment == call.Environment
            ? wallet
            : null;

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var query = call.Context.Request.Query;
        var environment = call.Environment;
        if (query["environment_id"].ToString() is { Length: > 0 } named
            && !EnvironmentId.TryParse(named, out environment))
        {
            return VoltageErrors.InvalidParameter("environment_id: it must be a UUID.");
        }

        var withInactive = false;
        if (query["inactive"].ToString() is { Length: > 0 } flag && !bool.TryParse(flag, out withInactive))
        {
            return VoltageErrors.InvalidParameter("inactive: it must be true or false.");
        }

        // What belongs to another environment is not told to exist.
        var wallets = environment == call.Environment
            ? await call.Engine.Credit.ListWallets.Execute(environment, call.Cancel)
            : [];
        var bodies = new List<WalletBody>();
        foreach (var some in wallets
            .Where(wallet => withInactive || wallet.Head.State == WalletState.Active)
            .OrderBy(wallet => wallet.Profile.CreatedAt)
            .Chunk(ReadsAtOnce))
        {
            bodies.AddRange(await Task.WhenAll(some.Select(wallet => FromCore(call, wallet))));
        }

        return VoltageAnswer.Of(StatusCodes.Status200OK, bodies, WalletsJson.Default.IReadOnlyListWalletBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) => await Find(call) is { } wallet
        ? VoltageAnswer.Of(StatusCodes.Status200OK, await FromCore(call, wallet), WalletsJson.Default.WalletBody)
        : WalletErrors.NotFound(call.Route("wallet"));

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, WalletsJson.Default.NewWalletBody);
        if (body is null)
        {
            return problem!;
        }

        var (asked, wrong) = await NewWalletTerms.Read(call, body);
        if (asked is null)
        {
            return wrong!;
        }

        var refusal = await call.Engine.Credit.OpenWallet.Execute(asked, call.Cancel);
        return Answer(call, refusal, asked.Id, asked.LineOfCredit);
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, WalletsJson.Default.WalletPatchBody);
        if (body is null)
        {
            return problem!;
        }

        if (await Find(call) is not { } wallet)
        {
            return WalletErrors.NotFound(call.Route("wallet"));
        }

        var (edit, wrong) = EditOf(body);
        if (edit is null)
        {
            return wrong!;
        }

        var refusal = await call.Engine.Credit.ChangeWallet.Execute(wallet.Head.Wallet, edit, call.Cancel);
        return Answer(call, refusal, wallet.Head.Wallet, wallet.Head.LineOfCredit);
    }

    private static async Task<VoltageAnswer> Delete(VoltageCall call)
    {
        if (await Find(call) is not { } wallet)
        {
            return WalletErrors.NotFound(call.Route("wallet"));
        }

        var refusal = await call.Engine.Credit.ChangeWallet.Delete(wallet.Head.Wallet, call.Cancel);
        return Answer(call, refusal, wallet.Head.Wallet, wallet.Head.LineOfCredit);
    }

    private static VoltageAnswer Answer(
        VoltageCall call, WalletChangeRefusal? refusal, WalletId wallet, LineOfCreditId line)
    {
        call.Engine.Credit.Gate.Forget();
        return refusal is { } why ? WalletErrors.FromCore(why, wallet, line) : VoltageAnswer.Accepted;
    }

    private static (WalletEdit? Edit, VoltageAnswer? Problem) EditOf(WalletPatchBody body)
    {
        if (body is { Name: null, Limit: null, Metadata.ValueKind: JsonValueKind.Undefined })
        {
            return (null, VoltageErrors.InvalidData("name: it is missing, and so is everything else to change."));
        }

        var problem = body.Name is { } name ? NewWalletTerms.ProblemWithName(name) : null;
        problem ??= body.Limit is { } limit ? NewWalletTerms.ProblemWithLimit(limit) : null;
        if (problem is not null)
        {
            return (null, problem);
        }

        var (metadata, wrong) = MetadataOf(body.Metadata);
        return wrong is not null
            ? (null, wrong)
            : (new WalletEdit(body.Name, body.Limit is { } msat ? new Msat(msat) : null, metadata), null);
    }

    private static (Metadata? Metadata, VoltageAnswer? Problem) MetadataOf(JsonElement given)
    {
        switch (given.ValueKind)
        {
            case JsonValueKind.Undefined:
                return (null, null);
            case JsonValueKind.Null:
                return (Metadata.None, null);
            case JsonValueKind.Object when given.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String):
                var pairs = given.Deserialize(WalletsJson.Default.DictionaryStringString)!;
                return Metadata.Of(pairs) is { } metadata
                    ? (metadata, null)
                    : (null, NewWalletTerms.InvalidMetadata);
            default:
                return (null, VoltageErrors.InvalidData("metadata: it must be an object of strings, or null."));
        }
    }

    private static async Task<WalletBody> FromCore(VoltageCall call, Wallet wallet)
    {
        var head = wallet.Head;
        var last = head.Sequence == 0
            ? []
            : await call.Engine.Wallets.Journal(head.Wallet, head.Sequence, head.Sequence, call.Cancel);
        var held = head.Balances[Account.Held].Value == 0
            ? []
            : await call.Engine.Holds.Of(head.Wallet, call.Cancel);
        var changedAt = last is [var entry] ? entry.At : wallet.Profile.CreatedAt;
        var network = NetworkNames.FromCore(call.Engine.Ports.Network);
        var pending = await call.Engine.Billing.Bills.Pending(head, call.Cancel);
        return WalletBody.FromCore(wallet, call.Organization, network, changedAt, held) with
        {
            PendingSettlements = [.. pending.Select(PendingSettlementBody.FromCore)],
        };
    }
}
