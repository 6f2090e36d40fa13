using Fulgurite.App.Pages;

namespace Fulgurite.App.SandboxPages;

/// <summary>The pages of a sandbox: home and inbox. Never mapped where real money moves.</summary>
internal static class SandboxPagesEndpoints
{
    /// <summary>Maps the pages. Their assets are mapped by the checkout.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, SandboxPagesPorts ports)
    {
        endpoints.MapPage(SandboxFrame.HomePath, context => ShowHome(context, ports));
        endpoints.MapPage(SandboxFrame.InboxPath, context => ShowInbox(context, ports));
    }

    // Browsers get the page; the Functions host, which asks for "/" all the time to see whether we live, gets a
    // constant.
    private static async Task ShowHome(HttpContext context, SandboxPagesPorts ports)
    {
        context.Response.Headers.Vary = "Accept";
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("fulgurite\n", context.RequestAborted);
            return;
        }

        var home = await ports.ReadHome(context.RequestAborted);
        await PageResponse.Send(context, StatusCodes.Status200OK, SandboxHomePage.Render(home, ports.IsMainnet));
    }

    private static async Task ShowInbox(HttpContext context, SandboxPagesPorts ports)
    {
        var callbacks = await ports.ReadInbox(context.RequestAborted);
        var after = context.Request.Query["after"].ToString();
        var shown = callbacks.TakeWhile(callback => callback.Id != after).ToList();
        await PageResponse.Send(context, StatusCodes.Status200OK, InboxPage.Render(shown, ports.IsMainnet));
    }
}
