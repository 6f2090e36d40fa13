using Fulgurite.Credit;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>
/// The lines of credit of a key's environment with all that bills depend on: additive to the contract of today, which
/// had the list before.
/// </summary>
internal static class FullLines
{
    /// <summary>All of them, disabled ones too.</summary>
    public static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var lines = await call.Engine.Credit.Lines.Of(call.Environment, call.Cancel);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK, await Bodies(call, lines, lines), LinesJson.Default.IReadOnlyListFullLineBody);
    }

    /// <summary>One.</summary>
    public static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        if (await LineEndpoints.Find(call) is not { } line)
        {
            return LineErrors.NotFound(call.Route("line"));
        }

        var lines = await call.Engine.Credit.Lines.Of(call.Environment, call.Cancel);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK, (await Bodies(call, lines, [line]))[0], LinesJson.Default.FullLineBody);
    }

    private static async Task<IReadOnlyList<FullLineBody>> Bodies(
        VoltageCall call, IReadOnlyList<LineOfCredit> all, IReadOnlyList<LineOfCredit> told)
    {
        var wallets = await call.Engine.Credit.WalletsOfLines.Execute(call.Environment, all, call.Cancel);
        var (network, now) = (call.Engine.Ports.Network, call.Engine.Ports.Clock.GetUtcNow());
        return [.. told.Select(line => FullLineBody.FromCore(line, wallets[line.Id], network, now))];
    }
}
