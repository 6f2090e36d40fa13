using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>
/// Reads what a new wallet is to be. The contract's fields may be left out where the key says them: the environment is
/// the key's, and the line of credit its only one. The id is the caller's to choose: without it a repeat would be
/// another wallet.
/// </summary>
internal static class NewWalletTerms
{
    private const int NameLengthMin = 3;
    private const int NameLengthMax = 256;

    /// <summary>The wallet, or what is wrong: exactly one of the two.</summary>
    public static async Task<(NewWallet? Wallet, VoltageAnswer? Problem)> Read(VoltageCall call, NewWalletBody body)
    {
        if (body.Id is null || body.Name is null || body.Network is null || body.Limit is null)
        {
            var missing = body.Id is null ? "id"
                : body.Name is null ? "name"
                : body.Network is null ? "network"
                : "limit";
            return (null, VoltageErrors.InvalidData($"{missing}: it is missing."));
        }

        if (!WalletId.TryParse(body.Id, out var id))
        {
            return (null, VoltageErrors.InvalidData("id: it must be a UUID."));
        }

        var environment = call.Environment;
        if (body.EnvironmentId is { } named && !EnvironmentId.TryParse(named, out environment))
        {
            return (null, VoltageErrors.InvalidData("environment_id: it must be a UUID."));
        }

        if (environment != call.Environment)
        {
            return (null, VoltageErrors.AccessRights);
        }

        if (NetworkNames.ToCore(body.Network, call.Engine.Ports.Network) is not { } network)
        {
            return (null, VoltageErrors.InvalidData("network: it must be mainnet, testnet3 or mutinynet."));
        }

        if ((ProblemWithName(body.Name) ?? ProblemWithLimit(body.Limit.Value)) is { } problem)
        {
            return (null, problem);
        }

        if (Metadata.Of(body.Metadata ?? []) is not { } metadata)
        {
            return (null, InvalidMetadata);
        }

        var (line, lineProblem) = await Line(call, body.LineOfCreditId);
        return lineProblem is not null
            ? (null, lineProblem)
            : (new NewWallet(id, environment, line, body.Name, network, new Msat(body.Limit.Value))
            {
                Metadata = metadata,
            }, null);
    }

    /// <summary>Notes that are too many or too long.</summary>
    public static VoltageAnswer InvalidMetadata => WalletErrors.InvalidRequest(
        "metadata: at most 50 pairs, keys and values of at most 256 characters.", "metadata");

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public static VoltageAnswer? ProblemWithName(string name) => name.Length is >= NameLengthMin and <= NameLengthMax
        ? null
        : WalletErrors.InvalidRequest("name: it must have 3 to 256 characters.", "name");

    /// <summary>What is wrong with a limit; null where nothing is.</summary>
    public static VoltageAnswer? ProblemWithLimit(long limit) => limit >= 0 && limit <= Msat.MaxValue.Value
        ? null
        : WalletErrors.InvalidRequest("limit: it must be 0 to 21 million bitcoin, in millisatoshis.", "limit");

    private static async Task<(LineOfCreditId Line, VoltageAnswer? Problem)> Line(VoltageCall call, string? named)
    {
        if (named is not null)
        {
            return LineOfCreditId.TryParse(named, out var line)
                ? (line, null)
                : (default, VoltageErrors.InvalidData("line_of_credit_id: it must be a UUID."));
        }

        var lines = await call.Engine.Credit.Lines.Of(call.Environment, call.Cancel);
        return lines is [var only]
            ? (only.Id, null)
            : (default, VoltageErrors.InvalidData(
                "line_of_credit_id: it is missing, and the environment does not have exactly one."));
    }
}
