using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>
/// The lines of credit of a key's environment. To make and change them is additive to the contract, but for
/// <c>/sandbox</c>: it asks for <see cref="Permission.Billing"/>, and where the money is real also for
/// <see cref="Permission.Administrator"/>, because nobody grants credit to himself.
/// </summary>
internal static class LineEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit/summaries", Permission.Read, List);
        routes.Get($"{VoltageRoutes.Organization}/lines_of_credit/{{line}}/summary", Permission.Read, Read);
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

        if (!LineOfCreditId.TryParse(body.Id, out var id) || body.Limit is not { } limit)
        {
            return VoltageErrors.InvalidData("id: it must be a UUID; limit: it must be there.");
        }

        var deployment = call.Engine.Ports.Network;
        if (body.Network is { } network && NetworkNames.ToCore(network, deployment) != deployment)
        {
            return LineErrors.NotValid("network: this deployment is on another.", "network");
        }

        if (body.Currency is not (null or "btc"))
        {
            return LineErrors.NotValid("currency: it must be btc.", "currency");
        }

        if (!IsLimit(limit))
        {
            return LineErrors.InvalidLimit;
        }

        if (!LineSchedule.TryRead(body, out var schedule, out var wrong)
            || !LineTerms.TryRead(body, schedule, out var terms, out wrong))
        {
            return wrong;
        }

        var now = call.Engine.Ports.Clock.GetUtcNow();
        var line = new LineOfCredit
        {
            Id = id,
            Organization = call.Organization,
            Environment = call.Environment,
            Network = deployment,
            Limit = new Msat(limit),
            Schedule = schedule,
            Terms = terms,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Answer(call, await call.Engine.Credit.ChangeLine.Create(line, call.Cancel), id);
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call)
    {
        if (!MayGrant(call))
        {
            return VoltageErrors.AccessRights;
        }

        var (body, problem) = await VoltageBody.Read(call, LinesJson.Default.LinePatchBody);
        return body is null ? problem! : await Change(call, body.Limit, body.Disabled);
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
            : await Change(call, body.Limit, body.Disable);
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call, long? limit, bool? isDisabled)
    {
        if (await Find(call) is not { } line)
        {
            return LineErrors.NotFound(call.Route("line"));
        }

        if (limit is null && isDisabled is null)
        {
            return LineErrors.NoUpdates(line.Id.ToString());
        }

        if (limit is { } msat && !IsLimit(msat))
        {
            return LineErrors.InvalidLimit;
        }

        var refusal = await call.Engine.Credit.ChangeLine.Execute(
            line, limit is { } next ? new Msat(next) : null, isDisabled, call.Cancel);
        return Answer(call, refusal, line.Id);
    }

    private static VoltageAnswer Answer(VoltageCall call, ChangeLineRefusal? refusal, LineOfCreditId line)
    {
        call.Engine.Credit.Gate.Forget();
        return refusal is { } why ? LineErrors.FromCore(why, line.ToString()) : VoltageAnswer.Accepted;
    }

    private static bool IsLimit(long limit) => limit >= 1 && limit <= Msat.MaxValue.Value;

    private static bool MayGrant(VoltageCall call) =>
        call.Engine.Ports.Network != BitcoinNetwork.Mainnet || call.Key.Allows(Permission.Administrator);

    private static async Task<LineOfCredit?> Find(VoltageCall call) =>
        LineOfCreditId.TryParse(call.Route("line"), out var id)
            ? await call.Engine.Credit.Lines.Find(call.Environment, id, call.Cancel)
            : null;
}
