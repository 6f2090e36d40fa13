using System.Diagnostics.CodeAnalysis;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>Customers' own nodes, as callers name and see them.</summary>
internal static class LineInfrastructure
{
    private const string Lnd = "lnd_node";
    private const int HostMax = 255;

    /// <summary>A line's; null where the operator's node backs it.</summary>
    public static InfrastructureBody? FromCore(LineOfCredit line) =>
        line.Node is { } node ? new InfrastructureBody(Lnd, new InfrastructureConfigBody(node.Address)) : null;

    /// <summary>The registration of the node that a new line names, or what is wrong with it.</summary>
    public static async Task<(NodeRegistration? Node, VoltageAnswer? Problem)> Register(
        VoltageCall call, LineOfCreditId line, InfrastructureBody asked)
    {
        if (!TryRead(asked, out var host, out var wrong))
        {
            return (null, wrong);
        }

        if (await call.Engine.Credit.Lines.Find(line, call.Cancel) is { } there
            && (there.Environment != call.Environment || there.Node is null))
        {
            return (null, LineErrors.FromCore(ChangeLineRefusal.AlreadyExists, line.ToString()));
        }

        try
        {
            var (node, refusal, why) = await call.Engine.Credit.RegisterNode.Execute(line, host, call.Cancel);
            return (node, refusal is { } problem ? LineErrors.FromCore(problem, why) : null);
        }
        catch (NodeUnavailableException)
        {
            return (null, VoltageErrors.Unavailable);
        }
    }

    /// <summary>The same of a line that is there: the node stays, and where it is may change.</summary>
    public static async Task<(NodeRegistration? Node, VoltageAnswer? Problem)> Move(
        VoltageCall call, LineOfCredit line, InfrastructureBody asked)
    {
        if (line.Node is not { } before)
        {
            return (null, LineErrors.FromCore(ChangeLineRefusal.OtherBacking, line.Id.ToString()));
        }

        if (!TryRead(asked, out var host, out var wrong))
        {
            return (null, wrong);
        }

        var (node, refusal, why) = await call.Engine.Credit.RegisterNode.Move(line.Id, before, host, call.Cancel);
        return (node, refusal is { } problem ? LineErrors.FromCore(problem, why) : null);
    }

    private static bool TryRead(
        InfrastructureBody asked,
        [NotNullWhen(true)] out string? host,
        [NotNullWhen(false)] out VoltageAnswer? problem)
    {
        host = asked.Config?.Host;
        problem = asked.Type != Lnd
            ? LineErrors.NotValid("infrastructure.type: it must be lnd_node.", "infrastructure.type")
            : host is null or "" || host.Length > HostMax
                ? LineErrors.NotValid("infrastructure.config.host: it must be HOST:PORT.", "infrastructure.config.host")
                : null;
        return problem is null;
    }
}
