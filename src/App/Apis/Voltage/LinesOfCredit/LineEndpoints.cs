using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>
/// The lines of credit of a key's environment; in full, see <see cref="FullLines"/>. To make and change them is
/// additive to the contract, but for <c>/sandbox</c>: it asks for <see cref="Permission.Billing"/>, and where the money
/// is real also for <see cref="Permission.Administrator"/>, because nobody grants credit to himself.
/// </summary>
internal static class LineEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit/summaries", Permission.Read, List);
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit/{{line}}/summary", Permission.Read, Read);
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit", Permission.Billing, FullLines.List);
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit/{{line}}", Permission.Billing, FullLines.Read);
        routes.Post($"{VoltageRoutes.Environment}/lines_of_credit", Permission.Billing, Create);
        routes.Patch($"{VoltageRoutes.Environment}/lines_of_credit/{{line}}", Permission.Billing, Change);
        routes.Patch($"{VoltageRoutes.Environment}/lines_of_credit/{{line}}/sandbox", Permission.Write, ChangeSandbox);
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var query = call.Context.Request.Query;
        var withDisabled = false;
        if (query["include_disabled"].ToString() is { Length: > 0 } flag && !bool.TryParse(flag, out withDisabled))
        {
            return VoltageErrors.InvalidParameter("include_disabled: it must be true or false.");
        }

        BitcoinNetwork? network = null;
        if (query["network"].ToString() is { Length: > 0 } name)
        {
            network = NetworkNames.ToCore(name, call.Engine.Ports.Network);
            if (network is null)
            {
                return VoltageErrors.InvalidParameter("network: it must be mainnet, testnet3 or mutinynet.");
            }
        }

        var environments = query["environment_ids"].Concat(query["environment_ids[]"]).ToList();
        if (!environments.TrueForAll(text => EnvironmentId.TryParse(text, out _)))
        {
            return VoltageErrors.InvalidParameter("environment_ids: each must be a UUID.");
        }

        var isOurs = environments.Count == 0 || environments.Exists(
            text => EnvironmentId.TryParse(text, out var id) && id == call.Environment);
        var lines = isOurs ? await call.Engine.Credit.Lines.Of(call.Environment, call.Cancel) : [];
        var bodies = lines
            .Where(line => (withDisabled || !line.IsDisabled) && (network is null || line.Network == network))
            .Select(line => LineBody.FromCore(line, call.Engine.Ports.Network))
            .ToList();
        return VoltageAnswer.Of(StatusCodes.Status200OK, bodies, LinesJson.Default.IReadOnlyListLineBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) => await Find(call) is { } line
        ? VoltageAnswer.Of(
            StatusCodes.Status200OK,
            LineBody.FromCore(line, call.Engine.Ports.Network),
            LinesJson.Default.LineBody)
        : LineErrors.NotFound(call.Route("line"));

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        if (!MayGrant(call))
        {
            return VoltageErrors.AccessRights;
        }

        var (body, problem) = await VoltageBody.Read(call, LinesJson.Default.NewLineBody);
        if (body is null)
        {
            return problem!;
        }

        var (line, wrong) = NewLine.Read(call, body);
        if (line is null)
        {
            return wrong!;
        }

        if (body.Infrastructure is { } asked)
        {
            (var node, wrong) = await LineInfrastructure.Register(call, line.Id, asked);
            if (node is null)
            {
                return wrong!;
            }

            line = line with { Node = node };
        }

        var detail = line.Node is { } own ? $"node: {own.Address}, {own.Id.Hex}" : $"limit: {line.Limit}";
        await Audit(call, AuditAction.LineOfCreditCreated, line.Id, detail);
        var refusal = await Lines(call).Create(line, call.Cancel);
        return Answer(call, AuditAction.LineOfCreditCreated, refusal, line.Id);
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call)
    {
        if (!MayGrant(call))
        {
            return VoltageErrors.AccessRights;
        }

        var (body, problem) = await VoltageBody.Read(call, LinesJson.Default.LinePatchBody);
        return body is null ? problem! : await Change(call, body);
    }

    private static async Task<VoltageAnswer> ChangeSandbox(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, LinesJson.Default.SandboxLineBody);
        if (body is null)
        {
            return problem!;
        }

        if (call.Engine.Ports.Network == BitcoinNetwork.Mainnet)
        {
            return LineErrors.NotAllowed(call.Route("line"));
        }

        return body.Disable == false
            ? VoltageErrors.InvalidData("disable: it must be true or left out.")
            : await Change(call, new LinePatchBody(body.Limit, body.Disable));
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call, LinePatchBody body)
    {
        if (await Find(call) is not { } line)
        {
            return LineErrors.NotFound(call.Route("line"));
        }

        var (change, problem) = LineChanges.ToCore(body);
        if (change is null)
        {
            return problem!;
        }

        if (body.Infrastructure is { } asked)
        {
            var (node, refused) = await LineInfrastructure.Move(call, line, asked);
            if (refused is not null)
            {
                return refused;
            }

            change = change with { Node = node };
        }

        if (change.IsEmpty)
        {
            return LineErrors.NoUpdates(line.Id.ToString());
        }

        await Audit(call, AuditAction.LineOfCreditChanged, line.Id, LineChanges.Told(body));
        var refusal = await Lines(call).Execute(line, change, call.Cancel);
        var answer = Answer(call, AuditAction.LineOfCreditChanged, refusal, line.Id);
        if (refusal is null && change.IsDisabled is not null)
        {
            await call.Engine.AnnounceLine.Execute(line.Environment, line.Id, call.Cancel);
        }

        return answer;
    }

    private static Task Audit(VoltageCall call, string action, LineOfCreditId line, string detail) =>
        call.Engine.Keys.Audit.Add(call.Actor, action, line.ToString(), detail, call.Cancel);

    private static VoltageAnswer Answer(
        VoltageCall call, string action, ChangeLineRefusal? refusal, LineOfCreditId line)
    {
        call.Engine.Credit.Gate.Forget();
        call.Engine.Credit.Nodes.Forget();
        if (refusal is { } why)
        {
            return LineErrors.FromCore(why, line.ToString());
        }

        call.Acted(action, line.ToString());
        return VoltageAnswer.Accepted;
    }

    private static ChangeLine Lines(VoltageCall call) => call.Engine.Credit.ChangeLine;

    private static bool MayGrant(VoltageCall call) =>
        call.Engine.Ports.Network != BitcoinNetwork.Mainnet || call.Key.Allows(Permission.Administrator);

    /// <summary>The line that a path names; null where the environment has none of it.</summary>
    internal static async Task<LineOfCredit?> Find(VoltageCall call) =>
        LineOfCreditId.TryParse(call.Route("line"), out var id)
            ? await call.Engine.Credit.Lines.Find(call.Environment, id, call.Cancel)
            : null;
}
