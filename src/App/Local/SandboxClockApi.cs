using Fulgurite.App.LocalHost;
using Fulgurite.Sandbox.Clock;

namespace Fulgurite.App.Local;

/// <summary>
/// The test clock: <c>POST /sandbox/clock</c> moves the time forward and fires what falls due on the way, in order, and
/// <c>GET /sandbox/clock</c> tells it. Mapped only where the node is the sandbox's own: no other's time moves along.
/// </summary>
internal sealed class SandboxClockApi(SandboxClock clock, LocalFunctionsHost host, DueInstants due)
{
    /// <summary>The path of both.</summary>
    public const string Path = "/sandbox/clock";

    private const long AdvanceSecondsMax = 400 * 86_400;

    /// <summary>1 while the time is being moved.</summary>
    private int advancing;

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Tell);
        endpoints.MapPost(Path, Advance);
    }

    private Task Tell(HttpContext context) => SandboxHttp.Write(
        context,
        200,
        new SandboxClockAnswer(
            clock.GetUtcNow(), (long)clock.Ahead.TotalSeconds, Volatile.Read(ref advancing) == 1),
        SandboxJson.Default.SandboxClockAnswer);

    private async Task Advance(HttpContext context)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxClockBody) is not
            { AdvanceSeconds: { } seconds })
        {
            await SandboxHttp.Refuse(context, 400, "invalid_syntax", "Send {\"advance_seconds\": 86400} as JSON.");
        }
        else if (seconds is < 1 or > AdvanceSecondsMax)
        {
            await SandboxHttp.Refuse(
                context,
                400,
                "invalid_parameter",
                $"advance_seconds: it is a number from 1 to {AdvanceSecondsMax}, which is 400 days.");
        }
        else if (Interlocked.Exchange(ref advancing, 1) == 1)
        {
            await SandboxHttp.Refuse(
                context, 409, "clock_advancing", "The time is being moved. Wait for the answer of that request.");
        }
        else
        {
            await AdvanceAlone(context, seconds);
        }
    }

    private async Task AdvanceAlone(HttpContext context, long seconds)
    {
        try
        {
            var fired = await host.Advance(clock, TimeSpan.FromSeconds(seconds), due.After, context.RequestAborted);
            await SandboxHttp.Write(
                context,
                200,
                new SandboxAdvanceAnswer(clock.GetUtcNow(), seconds, fired),
                SandboxJson.Default.SandboxAdvanceAnswer);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await SandboxHttp.Refuse(
                context, 503, "sandbox_stopping", "Fulgurite stops: the time stands where it was moved to so far.");
        }
        catch (IOException failure)
        {
            await SandboxHttp.Refuse(
                context, 503, "clock_not_kept", $"The time stands where it was moved to so far: {failure.Message}");
        }
        finally
        {
            Volatile.Write(ref advancing, 0);
        }
    }
}
